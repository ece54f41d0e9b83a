import { shorten, TokenFault } from '../faults/index.js'
import type { AccessToken } from './access-token.js'
import { deepFreeze } from '../deep-freeze.js'
import { impliedScopes, type ScopeHierarchy, type ScopeMapper } from './scopes.js'
import type { JsonObject } from '../json-object.js'

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
 * @throws {TokenFault} `claims_rejected` when a function that was handed in throws over the claims, or returns a promise
 *   or no list of scopes.
 */
export function buildAccessToken<C>(proved: ProvedToken, shape: AccessTokenShape<C>): AccessToken<C> {
  const { claims: raw, issuer, audience, expiresAt } = proved
  const scopes = Object.freeze([...handedIn('scopeFrom', () => shape.scopeFrom(raw), isListOfTexts)])
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
  handedIn('parseClaims', () => deepFreeze(parseClaims(raw)))

const isListOfTexts = (value: unknown) =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')

const messageOf = (cause: unknown) => shorten(cause instanceof Error ? cause.message : typeof cause)

/** What a function that was handed in returns; what its types promise is checked, as they do not bind JavaScript. */
function handedIn<T>(option: string, run: () => T, fits: (value: T) => boolean = () => true): T {
  try {
    const value = run()
    const promised = value instanceof Promise
    // Nobody waits for a promise, so what it says would come too late, and its rejection would end the process.
    if (promised) value.catch(() => undefined)
    if (!promised && fits(value)) return value
    throw new TypeError(`it returned ${promised ? 'a promise' : 'something else than it must'}`)
  } catch (cause) {
    throw new TokenFault(
      'claims_rejected',
      `${option} failed over the claims of the token: ${messageOf(cause)}`,
      { cause },
    )
  }
}
