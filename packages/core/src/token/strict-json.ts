import type { JsonObject } from '../json-object.js'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The JSON object that some octets spell, deeply frozen; nothing when they are not UTF-8, not exactly one
 * JSON object, or when any object in them names a member twice. `JSON.parse` would silently take the last of
 * two, others take the first, and a token must not mean one thing here and another elsewhere.
 *
 * @see RFC 7515 §4, §10.12
 * @see RFC 7519 §4
 */
export function parseStrictJsonObject(octets: Uint8Array): JsonObject | undefined {
  let text: string
  let value: unknown
  try {
    text = utf8.decode(octets)
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  // What JSON.parse returns needs no closer look: it makes no objects but plain ones and lists.
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  // What a repeated member loses is at least its name: the text then spells more texts than the value holds.
  return freezeAndCountTexts(value) === countTexts(text) ? (value as JsonObject) : undefined
}

/** How many texts a value holds, as names and as values, all levels together. A loop: nesting must not cost stack. */
function freezeAndCountTexts(root: object): number {
  const pending = [root]
  let texts = 0
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    const children: readonly unknown[] = Object.values(Object.freeze(value))
    if (!Array.isArray(value)) texts += children.length
    for (const child of children) {
      if (typeof child === 'string') texts++
      else if (typeof child === 'object' && child !== null) pending.push(child)
    }
  }
  return texts
}

/** How many texts a well-formed JSON text spells: one for two quotes that are no character of a text themselves. */
function countTexts(json: string): number {
  const unescaped = json.includes('\\') ? json.replaceAll(escapes, '') : json
  let quotes = 0
  for (let at = unescaped.indexOf('"'); at !== -1; at = unescaped.indexOf('"', at + 1)) quotes++
  return quotes / 2
}

/** A backslash and the character behind it: in well-formed JSON they stand inside texts alone. */
const escapes = /\\./g
