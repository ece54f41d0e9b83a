const limit = 120

/**
 * A value out of a token, made fit for a log line: as JSON (so that control characters are escaped), and cut.
 * Only for values that are no secret in themselves, such as `iss`, `aud`, `typ`.
 */
export function shorten(value: unknown): string {
  const text = value === undefined ? 'nothing' : asJson(value)
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text
}

/** A value can be nested so deeply that `JSON.stringify`, which recurses, runs out of stack where `JSON.parse` did not. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '(a value that is nested too deeply to be shown)'
  }
}
