import { isJsonObject, type JsonObject } from '../json-object.js'

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
  if (!isJsonObject(value)) return undefined
  return freezeAndCountMembers(value) === countMembersInText(text) ? value : undefined
}

/** How many members the objects of a value have, all levels together. A loop: nesting must not cost stack. */
function freezeAndCountMembers(root: object): number {
  const pending = [root]
  let members = 0
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    Object.freeze(value)
    const children: unknown[] = Array.isArray(value) ? value : Object.values(value)
    if (!Array.isArray(value)) members += children.length
    for (const child of children) if (typeof child === 'object' && child !== null) pending.push(child)
  }
  return members
}

/** How many members a well-formed JSON text writes down: one for each colon that stands outside a string. */
function countMembersInText(text: string): number {
  let members = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString && code === backslash) at++
    else if (code === quote) inString = !inString
    else if (code === colon && !inString) members++
  }
  return members
}

const quote = 0x22
const colon = 0x3a
const backslash = 0x5c
