import type { AccessToken } from './access-token.js'
import type { AuthorizationDetail } from '../authorization-detail.js'
import { isListOfTexts } from './claim-types.js'
import { confirmationOf, type Confirmation } from './confirmation.js'
import { deepFreeze } from '../deep-freeze.js'
import { handedIn } from './handed-in.js'
import { rolesOfRolesClaim, type RoleMapper } from './roles.js'
import { scopesOfScopeClaim, type ScopeMapper } from './scopes.js'
import type { ClientReading } from './token-dialect.js'
import type { JsonObject } from '../json-object.js'
import { tokenHashOf } from './token-hash.js'
import { VerifiedToken, type TokenIdentity, type TokenOwner } from './verified-token.js'

/** What shapes the token that a handler gets. */
export interface AccessTokenShape<C> {
  readonly scopeFrom: ScopeMapper
  readonly rolesFrom: RoleMapper
  readonly parseClaims: ((claims: JsonObject) => C) | undefined
  readonly exposeToken: boolean
  readonly owner: TokenOwner
  readonly client: ClientReading
}

/** What the steps before have proved. */
export interface ProvedClaims {
  readonly text: string
  readonly issuer: string
  readonly audience: readonly string[]
  readonly expiresAt: number
  /** Whether its issuer does not say when it expires: `expiresAt` is then when the issuer is asked again. */
  readonly endless?: boolean
  readonly claims: JsonObject
  readonly authorizationDetails: readonly AuthorizationDetail[]
  /** Whom the token speaks for, where `sub` does not say. */
  readonly subject?: string
}

/**
 * Makes the value that handlers get out of a token that was verified.
 *
 * @throws {TokenFault} `claims_rejected` when a function that was handed in throws over the claims, or returns a promise
 *   or no list of scopes or roles.
 */
export function buildAccessToken<C>(proved: ProvedClaims, shape: AccessTokenShape<C>): AccessToken<C> {
  const { claims: raw, issuer, audience, expiresAt, authorizationDetails } = proved
  const { subject = raw.sub as string } = proved
  const { scopeFrom, rolesFrom, parseClaims, exposeToken, owner, client } = shape
  const granted =
    scopeFrom === scopesOfScopeClaim ? scopeFrom(raw) : handedIn('scopeFrom', scopeFrom, raw, isListOfTexts)
  const given =
    rolesFrom === rolesOfRolesClaim ? rolesFrom(raw) : handedIn('rolesFrom', rolesFrom, raw, isListOfTexts)
  const clientId = client.clientId(raw)
  const claims = parseClaims ? deepFreeze(handedIn('parseClaims', parseClaims, raw)) : (raw as C)
  const facts = {
    issuer,
    subject,
    subjectType: raw.sub === undefined ? ('client' as const) : client.subjectType(raw, clientId),
    clientId,
    audience,
    scopes: constant(granted),
    roles: constant(given),
    authorizationDetails,
    expiresAt,
    confirmation: knownConfirmation(raw),
    claims,
    token: exposeToken ? proved.text : undefined,
    identity: identityOf(raw, proved),
    raw,
  }
  return new VerifiedToken<C>(facts, owner)
}

/** A token whose confirmation is not known reaches no handler. */
function knownConfirmation(raw: JsonObject): Confirmation | undefined {
  const confirmation = confirmationOf(raw)
  return confirmation === 'unknown' ? undefined : confirmation
}

/** A list that is constant already need not be copied. */
const constant = (list: readonly string[]) => (Object.isFrozen(list) ? list : Object.freeze([...list]))

const identityOf = ({ jti }: JsonObject, { text, endless = false }: ProvedClaims): TokenIdentity =>
  typeof jti === 'string' ? { jti, endless } : { tokenHash: tokenHashOf(text), endless }
