import { shorten } from '../faults/index.js'
import { isAcceptableUrl } from '../keys/issuer-url.js'
import { hasUrlCharacters } from './published-url.js'

/** The parts of an identifier as they were written: what stands up to the end of the host, and what follows. */
export interface ResourceIdentifierParts {
  readonly origin: string
  /** The path and the query; empty where there is neither. */
  readonly rest: string
}

const identifier = /^(https?:\/\/[^/?#]+)(.*)$/i

const expected =
  'expected the https: URL of this API, such as https://api.example.com (http: is only for loopback)'

/** Takes an identifier apart without changing a character of it, which `URL` would do. */
export function partsOf(resource: string): ResourceIdentifierParts {
  const [, origin = '', rest = ''] = identifier.exec(resource) ?? []
  return { origin, rest }
}

/**
 * What is wrong with the identifier of a protected resource, or nothing. Clients compare it code point by code point, so it
 * is never normalised; what a client would send in another way than it is written could not be found, and is a mistake.
 *
 * @see RFC 9728 §1.2, §3.3
 * @see RFC 8707 §2
 */
export function resourceProblem(resource: unknown): string | undefined {
  if (!isAcceptableUrl(resource, false)) return expected
  // The URL parser drops white space and mends slashes.
  if (!hasUrlCharacters(resource)) return `${expected}, in visible ASCII characters without " and \\`
  if (!identifier.test(resource)) return expected
  if (resource.includes('#')) return 'an identifier has no fragment (RFC 9728 §1.2)'
  const { username, password, pathname, search } = new URL(resource)
  if (username !== '' || password !== '') return 'an identifier holds no user name and no password'
  const { rest } = partsOf(resource)
  const sent = pathname + search
  if (rest === sent || `/${rest}` === sent) return undefined
  return `clients would send ${shorten(sent)} behind the host; write it like that`
}
