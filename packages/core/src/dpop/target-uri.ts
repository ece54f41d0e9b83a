/** An absolute URI of HTTP, in characters that a URI can have. @see RFC 3986 §3, appendix A */
const httpUri =
  /^(https?):\/\/(\[[0-9a-f:.]+\]|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})+)(?::(\d*))?(\/[^?#]*)?(?:\?[^#]*)?(?:#.*)?$/i

/** What a path can hold: no white space, no control characters, nothing beyond ASCII, and no `%` that encodes nothing. */
const uriPath = /^(?:[a-z0-9\-._~!$&'()*+,;=:@/]|%[0-9a-f]{2})*$/i

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443' }

/**
 * The target of a request in the form in which two of them can be compared: without query and fragment, scheme and host in lower
 * case, without the default port, unreserved characters decoded and all others encoded in capitals, dot segments taken out, and
 * a slash for an empty path. Nothing else is made alike: `//` and `/`, `%2F` and `/`, `+` and `%20` stay different.
 *
 * It is not the parser of the URL Standard, which also mends what is no URI: two different texts would count as one.
 *
 * @returns nothing for what is no absolute `http:` or `https:` URI, or has credentials in it
 * @see RFC 9449 §4.3 (9)
 * @see RFC 3986 §6.2.2, §6.2.3
 */
export function normalTargetUri(uri: string): string | undefined {
  const [, scheme, host, port, path = '/'] = httpUri.exec(uri) ?? []
  if (scheme === undefined || host === undefined || !uriPath.test(path)) return undefined
  const name = scheme.toLowerCase()
  const hasPort = port !== undefined && port !== '' && port !== defaultPorts[name]
  const authority = `${normalEncoding(host).toLowerCase()}${hasPort ? `:${port}` : ''}`
  return `${name}://${capitals(authority)}${withoutDotSegments(normalEncoding(path))}`
}

/** Whether a path says `.` or `..` somewhere, also in encoded dots. */
export const hasDotSegments = (uri: string): boolean => /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(uri)

/** `%7E` becomes `~`, and `%2f` becomes `%2F`. @see RFC 3986 §6.2.2.1, §6.2.2.2 */
const normalEncoding = (text: string) =>
  text.includes('%') ? text.replace(/%[0-9a-f]{2}/gi, decodeUnreserved) : text

function decodeUnreserved(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16))
  return /[A-Za-z0-9\-._~]/.test(character) ? character : encoded.toUpperCase()
}

/** A host in lower case has its encodings in lower case too. */
const capitals = (host: string) =>
  host.includes('%') ? host.replace(/%[0-9a-f]{2}/g, (encoded) => encoded.toUpperCase()) : host

/** @see RFC 3986 §5.2.4 */
function withoutDotSegments(path: string): string {
  if (!path.includes('/.')) return path
  const output: string[] = []
  const segments = path.split('/').slice(1)
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1
    if (segment === '..') output.pop()
    if (segment !== '.' && segment !== '..') output.push(segment)
    else if (isLast) output.push('')
  }
  return `/${output.join('/')}`
}
