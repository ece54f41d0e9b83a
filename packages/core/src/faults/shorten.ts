const limit = 120

/**
 * A value out of a token, made fit for a log line: as JSON (so that control characters are escaped), and cut.
 * Only for values that are no secret in themselves, such as `iss`, `aud`, `typ`.
 */
export function shorten(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text
}
