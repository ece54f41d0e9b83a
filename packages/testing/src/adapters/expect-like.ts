import { deepEqual } from 'node:assert/strict'

/**
 * Asserts that a value is like a pattern: members that the pattern does not name are not looked at, a list has as many items, and a
 * regular expression stands for the texts that it matches. Anything else is equal, strictly.
 */
export function expectLike(actual: unknown, pattern: unknown, message?: string): void {
  deepEqual(seenThrough(pattern, actual), pattern, message)
}

/** As much of a value as the pattern names; a text that matches a regular expression becomes that expression. */
function seenThrough(pattern: unknown, actual: unknown): unknown {
  if (pattern instanceof RegExp) return typeof actual === 'string' && pattern.test(actual) ? pattern : actual
  if (Array.isArray(pattern) && Array.isArray(actual))
    return (actual as unknown[]).map((item, at) => seenThrough(pattern[at], item))
  if (!isObject(pattern) || !isObject(actual) || Array.isArray(pattern)) return actual
  return Object.fromEntries(
    Object.entries(pattern).map(([name, part]) => [name, seenThrough(part, actual[name])]),
  )
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
