import type { JsonObject } from '../json-object.js'
import { jsonTextOf, type JsonText } from '../octets/json-text.js'

/**
 * The JSON object that a text spells, deeply frozen; nothing when it is not exactly one JSON object, or when any object in them names a member twice. `JSON.parse` would silently take the last of
 * two, others take the first, and a token must not mean one thing here and another elsewhere.
 *
 * @see RFC 7515 §4, §10.12
 * @see RFC 7519 §4
 */
export function parseStrictJson({ text, quotes }: JsonText): JsonObject | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  // What JSON.parse returns needs no closer look: it makes no objects but plain ones and lists.
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  // What a repeated member loses is at least its name: the text then spells more texts than the value holds.
  return freezeAndCountTexts(value) === countTexts(text, quotes) ? (value as JsonObject) : undefined
}

/** The same for octets; nothing when they are not UTF-8. */
export function parseStrictJsonObject(octets: Uint8Array): JsonObject | undefined {
  const json = jsonTextOf(octets)
  return json && parseStrictJson(json)
}

/** How many texts a value holds, as names and as values, all levels together. A loop: nesting must not cost stack. */
function freezeAndCountTexts(root: object): number {
  const pending = [root]
  let texts = 0
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (Array.isArray(value)) {
      for (const entry of value) texts += countOrPut(entry, pending)
    } else {
      // Over objects of the same few shapes this is the fastest loop there is.
      for (const name in value) {
        if (Object.hasOwn(value, name)) texts += 1 + countOrPut(value[name as keyof typeof value], pending)
      }
    }
    Object.freeze(value)
  }
  return texts
}

/** Counts a text; puts an object where it waits for its turn. */
function countOrPut(value: unknown, pending: object[]): number {
  if (typeof value === 'string') return 1
  if (typeof value === 'object' && value !== null) pending.push(value)
  return 0
}

/** How many texts a well-formed JSON text spells: one for two quotes that are no character of a text themselves. */
function countTexts(json: string, quotes: number): number {
  if (!json.includes('\\')) return quotes / 2
  return (json.replaceAll(escapes, '').split('"').length - 1) / 2
}

/** A backslash and the character behind it: in well-formed JSON they stand inside texts alone. */
const escapes = /\\./g
