import type { JsonObject } from '../json-object.js'
import { flag } from '../faults/check-option.js'
import type { IssuerOptions } from '../options/issuer-options.js'
import type { SubjectType } from '../token/access-token.js'
import { scopesIn } from '../token/scopes.js'
import { idTokenMark, type TokenProfileName } from '../token/token-profile.js'
import { ofPreset } from '../token/preset-mark.js'
import { checkPresetOptions, choice, hostName } from './preset-options.js'

/** What `auth0` needs to know. */
export interface Auth0Options {
  /** The domain of the tenant, such as `tenant.eu.auth0.com`, or its custom domain: the one that clients ask for tokens. */
  readonly domain: string
  /**
   * Takes the scopes of a token out of its claim `permissions`, in the place of `scope`: what the roles of the user, or the
   * grant of the client, allow. Only for an API with RBAC and _Add Permissions in the Access Token_; tokens without the
   * claim grant nothing. Default false.
   */
  readonly permissions?: boolean
  /**
   * The _JSON Web Token Profile_ of the API: `plain-jwt` for the profile _Auth0_, `rfc9068` for _RFC 9068_, which is the safer
   * one. Default `plain-jwt`, as the default is at Auth0.
   */
  readonly tokenProfile?: TokenProfileName
}

/**
 * The issuer object of an Auth0 tenant, for `issuer` or `issuers`.
 *
 * The issuer ends with a slash, as in Auth0's tokens. A token without the client that got it (`azp`, `client_id`), or with
 * a mark of ID tokens, is no access token. Machine-to-machine tokens speak for a client (`gty`, or `sub` of the form
 * `…@clients`). Signatures are RS256 or PS256. It does not cover opaque tokens, which Auth0 gives to clients that name no
 * API (`audience`).
 *
 * @throws {ConfigurationFault} naming the option that is at fault
 * @see {@link https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles}
 * @example
 * resourceServer({ issuer: auth0({ domain: 'tenant.eu.auth0.com' }), audience: 'https://api.example.com' })
 */
export function auth0(options: Auth0Options): IssuerOptions {
  checkPresetOptions('auth0', options, ['domain', 'permissions', 'tokenProfile'])
  const domain = hostName('auth0.domain', options.domain, 'tenant.eu.auth0.com')
  const tokenProfile = choice('auth0.tokenProfile', options.tokenProfile, ['plain-jwt', 'rfc9068'])
  const byPermissions = flag('auth0.permissions', options.permissions)
  return ofPreset('auth0', {
    issuer: `https://${domain}/`,
    algorithms: ['RS256', 'PS256'],
    tokenProfile,
    ...(byPermissions && { scopeFrom: scopesIn('permissions') }),
    dialect: { subjectType, ...(tokenProfile === 'plain-jwt' && { notAccessToken }) },
  })
}

function notAccessToken(claims: JsonObject): string | undefined {
  const namesClient = typeof claims.azp === 'string' || typeof claims.client_id === 'string'
  return (
    idTokenMark(claims) ?? (namesClient ? undefined : 'azp: the access tokens of Auth0 name their client')
  )
}

function subjectType({ gty, sub, azp, client_id: clientId = azp }: JsonObject): SubjectType {
  if (gty === 'client-credentials') return 'client'
  return typeof clientId === 'string' && sub === `${clientId}@clients` ? 'client' : 'user'
}
