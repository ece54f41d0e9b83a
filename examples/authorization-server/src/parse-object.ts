import { isObject } from './is-object.js'

/** The JSON object of a text, its members still unchecked; nothing when the text is anything else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
