/** A text that is to be read as JSON. */
export interface JsonText {
  readonly text: string
  /** How often `"` stands in it. Of octets this is known at little cost, and of a text at some. */
  readonly quotes: number
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text that some octets spell; nothing when they are not UTF-8. */
export function jsonTextOf(octets: Uint8Array): JsonText | undefined {
  let text: string
  try {
    text = utf8.decode(octets)
  } catch {
    return undefined
  }
  return { text, quotes: text.split('"').length - 1 }
}
