import { TokenFault } from '../faults/index.js'
import type { AccessToken } from './access-token.js'
import { deepFreeze } from './deep-freeze.js'
import { impliedScopes, type ScopeHierarchy, type ScopeMapper } from './scopes.js'
import type { JsonObject } from './strict-json.js'

/** What shapes the token that a handler gets. */
export interface AccessTokenShape<C> {
  readonly scopeFrom: ScopeMapper
  readonly scopeImplies: ScopeHierarchy
  readonly parseClaims: ((claims: JsonObject) => C) | undefined
  readonly exposeToken: boolean
}

/** What the steps before have proved. */
export interface ProvedToken {
  readonly text: string
  readonly issuer: string
  readonly audience: readonly string[]
  readonly expiresAt: number
  readonly claims: JsonObject
}

/**
 * Makes the value that handlers get out of a token that was verified.
 *
 * @throws {TokenFault} `claims_rejected` when a function that was handed in throws over the claims.
 */
export function buildAccessToken<C>(proved: ProvedToken, shape: AccessTokenShape<C>): AccessToken<C> {
  const { claims: raw, issuer, audience, expiresAt } = proved
  const scopes = Object.freeze([...handedIn('scopeFrom', () => shape.scopeFrom(raw))])
  const granted = impliedScopes(scopes, shape.scopeImplies)
  const subject = raw.sub as string
  const clientId = firstText(raw.client_id, raw.azp)
  const claims = shape.parseClaims ? parse(raw, shape.parseClaims) : (raw as C)
  return Object.freeze({
    issuer,
    subject,
    subjectType: subject === clientId ? 'client' : 'user',
    clientId,
    audience,
    scopes,
    expiresAt,
    claims,
    ...(shape.exposeToken && { token: proved.text }),
    hasScope: (scope: string) => granted.has(scope),
  })
}

const firstText = (...values: unknown[]) => values.find((value): value is string => typeof value === 'string')

const parse = <C>(raw: JsonObject, parseClaims: (claims: JsonObject) => C): C =>
  deepFreeze(handedIn('parseClaims', () => parseClaims(raw)))

function handedIn<T>(option: string, run: () => T): T {
  try {
    return run()
  } catch (cause) {
    throw new TokenFault('claims_rejected', `${option} threw over the claims of the token`, { cause })
  }
}
