import { ConfigurationFault, refuseRequest, shorten, TokenFault } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import type { AccessToken } from '../token/access-token.js'
import { VerifiedToken } from '../token/verified-token.js'

/** What a claim is compared with. */
export type ClaimValue = string | number | boolean

/** By the name of the claim: its value, or the values of which one suffices. */
export type RequiredClaims = Readonly<Record<string, ClaimValue | readonly ClaimValue[]>>

/** A claim by its name, and the values of which one suffices. */
export type CheckedClaim = readonly [name: string, values: readonly ClaimValue[]]

/** The claims that a route requires, as a frozen copy; nothing where it names none. @throws {ConfigurationFault} */
export function requiredClaims(claims: unknown): RequiredClaims | undefined {
  if (claims === undefined) return undefined
  refuseRequest('requireAccess', claims)
  // Own members alone: of a literal, __proto__ is none.
  const entries = isJsonObject(claims) ? Object.entries(claims) : []
  if (entries.length === 0)
    throw new ConfigurationFault(
      'claims',
      "expected an object with at least one claim, as in { tenant: 'acme' }",
    )
  return Object.freeze(Object.fromEntries(entries.map(([name, value]) => [name, readValue(name, value)])))
}

/** What is looked for in a token. */
export const checkedClaims = (claims: RequiredClaims): readonly CheckedClaim[] =>
  Object.entries(claims).map(
    ([name, value]) => [name, Array.isArray(value) ? value : [value]] as CheckedClaim,
  )

function readValue(name: string, value: unknown): ClaimValue | readonly ClaimValue[] {
  if (name === 'scope')
    throw new ConfigurationFault(
      'claims.scope',
      "the scopes of a token stand there in one text: require them with scope: ['files.read']",
    )
  if (isClaimValue(value)) return value
  if (Array.isArray(value) && value.length > 0 && Array.from(value).every(isClaimValue))
    return Object.freeze([...new Set<ClaimValue>(value)])
  throw new ConfigurationFault(
    `claims.${name}`,
    'expected a text that is not empty, a number, true or false, or a list of these; look at anything else in check',
  )
}

const isClaimValue = (value: unknown): value is ClaimValue =>
  (typeof value === 'string' && value !== '') || typeof value === 'boolean' || Number.isFinite(value)

/**
 * Checks that a token has some claims, as its issuer has put them: each has one of the values, or is a list that holds one.
 *
 * @throws {TokenFault} `insufficient_claims`
 */
export function enforceClaims(required: readonly CheckedClaim[], token: AccessToken<unknown>): void {
  const claims = VerifiedToken.claimsOf(token)
  const valueOf = (name: string) => (Object.hasOwn(claims, name) ? claims[name] : undefined)
  const unmet = required.filter(([name, values]) => !isMet(valueOf(name), values))
  const [first] = unmet
  if (!first) return
  const [name, values] = first
  const expected = values.map(shorten).join(' or ')
  const actual = kindOf(valueOf(name))
  const others = unmet.length > 1 ? ` (and ${unmet.length - 1} more)` : ''
  throw new TokenFault(
    'insufficient_claims',
    `claims: ${name}: expected ${expected}, found ${actual}${others}`,
    {
      issuer: token.issuer,
      expected,
      actual,
      unmetClaims: unmet.map(([claim]) => claim),
    },
  )
}

const isMet = (claim: unknown, values: readonly unknown[]): boolean =>
  Array.isArray(claim) ? claim.some((entry) => values.includes(entry)) : values.includes(claim)

/** What is there is not spelled out: a claim can be about a person. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length} without it`
  return typeof value === 'object' ? 'an object' : `another value, of the type ${typeof value}`
}
