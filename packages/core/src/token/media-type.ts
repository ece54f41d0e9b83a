/**
 * A `typ` or `cty` value in the form in which two of them can be compared: in lower case, and with the
 * `application/` that a value without a slash leaves out. Parameters are kept, so `at+jwt;v=1` is another type.
 *
 * @see RFC 7515 §4.1.9, §4.1.10
 */
export function mediaType(value: string): string {
  // What nearly every access token says need not be put together anew.
  if (value === 'at+jwt') return 'application/at+jwt'
  const lower = value.toLowerCase()
  return lower.includes('/') ? lower : `application/${lower}`
}
