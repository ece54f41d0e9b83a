import { shorten, TokenFault } from '../faults/index.js'
import { isAlgorithm, type Algorithm } from '../algorithms.js'
import { mediaType } from './media-type.js'
import type { JsonObject } from '../json-object.js'

/** What an issuer's tokens must say in their header. */
export interface HeaderPolicy {
  readonly algorithms: ReadonlySet<Algorithm>
  /** Acceptable types, as media types in lower case; `undefined` among them: the type may be absent. */
  readonly types: ReadonlySet<string | undefined>
}

/** The part of a header that the rest of the pipeline may use. */
export interface JoseHeader {
  readonly algorithm: Algorithm
  readonly kid: string | undefined
}

/**
 * Checks the header of an access token against the policy of its issuer, before any key is looked for.
 *
 * `jwk`, `jku`, `x5u` and `x5c` are never read: a token does not bring its own key.
 *
 * @throws {TokenFault} of the step `structure`.
 * @see RFC 7515 §4.1
 * @see RFC 8725 §3.1, §3.11
 * @see RFC 9068 §2.1
 */
export function checkHeader(header: JsonObject, policy: HeaderPolicy): JoseHeader {
  const algorithm = checkAlgorithm(header.alg, policy)
  checkType(header, policy)
  checkExtensions(header)
  return { algorithm, kid: checkKid(header) }
}

/** Checks that `kid`, where it is there, is a text. Returns it. @throws {TokenFault} */
export function checkKid({ kid }: JsonObject): string | undefined {
  if (kid !== undefined && typeof kid !== 'string') {
    throw new TokenFault('token_malformed', `kid: expected a string, found ${shorten(kid)}`, {
      expected: 'a string',
      actual: shorten(kid),
    })
  }
  return kid
}

/** Checks that `alg` is allowed. Returns it. @throws {TokenFault} */
export function checkAlgorithm(alg: unknown, { algorithms }: HeaderPolicy): Algorithm {
  if (isAlgorithm(alg) && algorithms.has(alg)) return alg
  const expected = [...algorithms].join(' ')
  throw new TokenFault('algorithm_not_allowed', `alg: expected one of ${expected}, found ${shorten(alg)}`, {
    expected,
    actual: shorten(alg),
  })
}

/** Checks that `typ` is that of an access token. @throws {TokenFault} */
export function checkType({ typ }: JsonObject, { types }: HeaderPolicy): void {
  if (typ === undefined || typeof typ === 'string') {
    if (types.has(typ === undefined ? undefined : mediaType(typ))) return
  }
  const expected = [...types].map((type) => type ?? 'nothing').join(' or ')
  throw new TokenFault('type_mismatch', `typ: expected ${expected}, found ${shorten(typ)}`, {
    expected,
    actual: shorten(typ),
  })
}

/** No extension is understood here, so a header that makes one compulsory is refused, however it is written. */
export function checkExtensions(header: JsonObject): void {
  if (header.crit !== undefined) {
    throw new TokenFault('critical_header', `crit: no extension is supported, found ${shorten(header.crit)}`)
  }
  if (header.b64 !== undefined && header.b64 !== true) {
    throw new TokenFault('critical_header', 'b64: a JWT never has an unencoded payload (RFC 7797 §7)')
  }
  if (typeof header.cty === 'string' && mediaType(header.cty) === 'application/jwt') {
    throw new TokenFault('token_nested', 'cty: the token holds another JWT; nested tokens are not supported')
  }
}
