const limit = 120

/** What JSON leaves as it is and a terminal or a log viewer obeys: control characters, line ends, changes of direction. */
const unsafeInLog = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * A value out of a token, made fit for a log line: as JSON with all control characters escaped, and cut.
 * Only for values that are no secret in themselves, such as `iss`, `aud`, `typ`.
 */
export function shorten(value: unknown): string {
  const text = value === undefined ? 'nothing' : asJson(value)
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text
}

/** The same for a text that stands by itself, such as the name of an issuer: without quotes around it. */
export function shortenText(text: string): string {
  const json = asJson(text).slice(1, -1)
  return json.length > limit ? `${json.slice(0, limit)}… (${json.length} characters)` : json
}

/** A value can be nested so deeply that `JSON.stringify`, which recurses, runs out of stack where `JSON.parse` did not. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value).replace(unsafeInLog, escaped)
  } catch {
    return '(a value that is nested too deeply to be shown)'
  }
}
