import { shorten, TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'

/** Whether a value is a list of texts, which may be empty. */
export const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')

/**
 * A claim that must be a text and not empty; nothing when it is absent.
 *
 * @throws {TokenFault} `claim_malformed`
 */
export function optionalText(claims: JsonObject, name: string): string | undefined {
  const value = claims[name]
  if (value === undefined) return undefined
  if (typeof value === 'string' && value !== '') return value
  const actual = shorten(value)
  throw new TokenFault('claim_malformed', `${name}: expected a text, found ${actual}`, {
    expected: 'a text',
    actual,
  })
}

/**
 * A claim that must be there, as a text that is not empty.
 *
 * @throws {TokenFault} `claim_missing` or `claim_malformed`
 */
export function requiredText(claims: JsonObject, name: string): string {
  const value = optionalText(claims, name)
  if (value !== undefined) return value
  throw new TokenFault('claim_missing', `${name}: the token lacks this claim`, { expected: name })
}
