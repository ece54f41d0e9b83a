import { ConfigurationFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import { KnownTexts } from './known-texts.js'

/**
 * Which scopes the claims of a token grant. A function of this kind is only needed for issuers that do not use
 * the `scope` claim; see `scopesIn`.
 */
export type ScopeMapper = (claims: JsonObject) => readonly string[]

/** The characters of a scope. @see RFC 6749 §3.3 */
const scopeGrammar = /^[!#-[\]-~]+$/

/** Whether a text is one well-formed scope. */
export const isScope = (value: unknown): value is string =>
  typeof value === 'string' && scopeGrammar.test(value)

const knownLists = new KnownTexts<readonly string[]>()

const split = (text: string): readonly string[] =>
  knownLists.get(text) ?? knownLists.remember(text, Object.freeze(text.split(' ').filter(isScope)))

const none: readonly string[] = Object.freeze([])

/** The scopes of the `scope` claim, one text in which spaces separate them; none when it is anything else. */
export const scopesOfScopeClaim: ScopeMapper = ({ scope }) =>
  typeof scope === 'string' ? split(scope) : none

/**
 * Makes a mapper that takes scopes from another claim, such as `scp` or `permissions`: a text in which spaces
 * separate them, or a list of texts. Any other value grants nothing.
 *
 * @example resourceServer({ issuer, audience, scopeFrom: scopesIn('scp') })
 */
export function scopesIn(claim: string): ScopeMapper {
  if (typeof claim !== 'string' || claim === '')
    throw new ConfigurationFault('scopesIn', 'expected the name of a claim')
  return (claims) => {
    const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined
    if (typeof value === 'string') return split(value)
    return Array.isArray(value) ? value.filter(isScope) : []
  }
}

/** The scopes that any of some mappers grants, each once. */
export const scopesFromAll =
  (...mappers: readonly ScopeMapper[]): ScopeMapper =>
  (claims) => [...new Set(mappers.flatMap((mapper) => mapper(claims)))]

/** Which scopes each scope implies, such as `{ files: ['files.read', 'files.write'] }`. */
export type ScopeHierarchy = Readonly<Record<string, readonly string[]>>

/** All scopes that are granted by some: themselves and, level by level, what they imply. */
export function impliedScopes(granted: readonly string[], hierarchy: ScopeHierarchy): ReadonlySet<string> {
  const all = new Set(granted)
  // A Set is iterated in the order of insertion, also over what is added on the way.
  for (const scope of all) {
    if (Object.hasOwn(hierarchy, scope)) for (const implied of hierarchy[scope] ?? []) all.add(implied)
  }
  return all
}
