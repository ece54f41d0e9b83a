/** Whether a URL is `https:`. */
export const isSecure = (url: string): boolean => URL.canParse(url) && new URL(url).protocol === 'https:'

/** Whether a URL is `http:`, to wherever. */
const isHttp = (url: string): boolean => URL.canParse(url) && new URL(url).protocol === 'http:'

/** Whether a URL is `http:` to the machine itself, where nobody else can listen in. */
export function isLoopbackHttp(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && isLoopbackHost(hostname)
}

/** Whether a URL may be asked: `https:`, or `http:` to the machine itself; any `http:` where that was opened. */
export const isAcceptableUrl = (url: unknown, dangerouslyAllowHttp: boolean): url is string =>
  typeof url === 'string' && (isSecure(url) || (dangerouslyAllowHttp ? isHttp(url) : isLoopbackHttp(url)))

function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  )
}

const urlGrammar = /^[a-z]+:\/\/[!-[\]-~]+$/i

/**
 * What is wrong with an issuer identifier, or nothing. It is compared code point by code point with the `iss`
 * of tokens and with the issuer's own metadata, so it is never normalised here.
 *
 * @see RFC 8414 §2
 */
export function issuerProblem(issuer: unknown, allowHttp: boolean): string | undefined {
  if (typeof issuer !== 'string' || !URL.canParse(issuer)) {
    return 'expected the URL that names the issuer, such as https://auth.example.com'
  }
  // The URL parser drops white space and mends slashes; the comparison with `iss` does neither.
  if (!urlGrammar.test(issuer)) return 'expected a URL without white space; is there a line break at its end?'
  const { protocol, username, password } = new URL(issuer)
  if (protocol === 'http:' && !allowHttp && !isLoopbackHttp(issuer)) {
    return 'expected an https: URL (http: is only for loopback; dangerouslyAllowHttp opens this hole)'
  }
  if (protocol !== 'https:' && protocol !== 'http:') return 'expected an https: URL'
  if (issuer.includes('?') || issuer.includes('#')) return 'an issuer URL has no query and no fragment'
  if (issuer.includes('/.well-known/')) return 'expected the issuer itself, and not the URL of its metadata'
  if (username !== '' || password !== '') return 'an issuer URL holds no user name and no password'
  return undefined
}
