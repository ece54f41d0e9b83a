import type { JsonObject } from '../json-object.js'
import type { SubjectType } from './access-token.js'
import { handedIn } from './handed-in.js'

/**
 * How the access tokens of a provider differ from RFC 9068, as plain functions over the claims. They run after the
 * signature was verified, and not again while the token cache knows the token, so they must depend on the claims alone;
 * they cannot be asynchronous. A token over which one of them throws, or returns something else than it must, is refused
 * (`claims_rejected`).
 *
 * A function that is left out leaves the general rule in force. The presets (`auth0`, `cognito`, `entra`, `keycloak`,
 * `okta`) are made of such functions; write your own for a provider without a preset.
 *
 * @example
 * const dialect: TokenDialect = {
 *   notAccessToken: ({ token_use }) => (token_use === 'access' ? undefined : 'token_use is not access'),
 * }
 */
export interface TokenDialect {
  /**
   * Tells access tokens from the other tokens of the issuer by the provider's own mark: returns `undefined` for an access
   * token, and otherwise the reason why it is none, for the log of the operator; the client does not get it. The token is
   * then refused with `not_access_token`.
   *
   * Only with `tokenProfile: 'plain-jwt'`, where it **stands in the place of the general check for ID tokens**
   * (`nonce`, `at_hash`, …). So look for what only access tokens have, and not for what ID tokens usually have. With
   * `rfc9068` the type of the token tells.
   *
   * @default the marks of ID tokens
   */
  readonly notAccessToken?: (claims: JsonObject) => string | undefined
  /**
   * The client that got the token, or `undefined` when the token names none.
   *
   * @default `client_id`, otherwise `azp`
   */
  readonly clientId?: (claims: JsonObject) => string | undefined
  /**
   * Whom the token speaks for.
   *
   * @default `'client'` when `sub` is the client, otherwise `'user'`
   */
  readonly subjectType?: (claims: JsonObject) => SubjectType
}

/** Which client got a token, and whom the token speaks for: by a dialect, otherwise by the general rules. */
export interface ClientReading {
  readonly clientId: (claims: JsonObject) => string | undefined
  readonly subjectType: (claims: JsonObject, clientId: string | undefined) => SubjectType
}

/** The general rules, with those of a dialect in their places. */
export function clientReading({ clientId, subjectType }: TokenDialect): ClientReading {
  return Object.freeze({
    clientId: clientId
      ? (claims: JsonObject) => handedIn('dialect.clientId', clientId, claims, isOptionalText)
      : ({ client_id, azp }: JsonObject) => text(client_id) ?? text(azp),
    subjectType: subjectType
      ? (claims: JsonObject) => handedIn('dialect.subjectType', subjectType, claims, isSubjectType)
      : ({ sub }: JsonObject, client: string | undefined) => (sub === client ? 'client' : 'user'),
  })
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** Nothing, or a text that is not empty. */
export const isOptionalText = (value: unknown): value is string | undefined =>
  value === undefined || (typeof value === 'string' && value !== '')

const isSubjectType = (value: unknown) => value === 'user' || value === 'client'
