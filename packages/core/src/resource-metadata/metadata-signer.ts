import type { MaybePromise } from '../maybe-promise.js'
import { isSameValue } from '../same-value.js'
import type { PrivateKey } from '../introspection/private-key.js'
import { parseCompactJws } from '../token/compact-jws.js'
import type { ResourceMetadata } from './resource-metadata.js'

/** Makes the JWT that says what a document says. `now` is in seconds since 1970. */
export type MetadataSigner = (document: ResourceMetadata, now: number) => MaybePromise<string>

/**
 * Signs with a key of the operator.
 *
 * @param issuer who attests to what the document says
 * @see RFC 9728 §2.2
 */
export function signerWith({ algorithm, kid, imported }: PrivateKey, issuer: string): MetadataSigner {
  const header = { alg: algorithm, ...(kid !== undefined && { kid }) }
  return async (document, now) => {
    const { SignJWT } = await import('jose')
    return new SignJWT({ ...document })
      .setProtectedHeader(header)
      .setIssuer(issuer)
      .setIssuedAt(Math.floor(now))
      .sign(await imported)
  }
}

/** What a signer has made, and until when it counts: in seconds since 1970, or for ever. */
export interface SignedMetadata {
  readonly jwt: string
  readonly expiresAt: number | undefined
}

/**
 * Checks what a signer has made: whoever reads both forms of the metadata must find the same in them. The signature itself is
 * not verified, since the key of a function is not known here.
 *
 * @throws {TypeError} saying what is wrong
 * @see RFC 9728 §2.2
 */
export function checkSignedMetadata(jwt: unknown, document: ResourceMetadata, now: number): SignedMetadata {
  if (typeof jwt !== 'string') throw new TypeError('expected a signed JWT, which is a text')
  const { header, payload, signature } = parsed(jwt)
  const { alg } = header
  if (typeof alg !== 'string' || alg.toLowerCase() === 'none' || signature.length === 0) {
    throw new TypeError('the JWT is not signed')
  }
  if (typeof payload.iss !== 'string' || payload.iss === '') throw new TypeError('the JWT has no iss')
  if (payload.signed_metadata !== undefined) throw new TypeError('the JWT has a signed_metadata of its own')
  const other = Object.entries(document).find(([name, value]) => !isSameValue(payload[name], value))
  if (other) throw new TypeError(`${other[0]}: the JWT does not say what the metadata says`)
  // Of both, clients believe what is signed.
  const more = Object.keys(payload).find(
    (name) => !Object.hasOwn(document, name) && !ownClaims.includes(name),
  )
  if (more !== undefined) throw new TypeError(`${more}: the JWT says what the metadata does not say`)
  if (payload.exp !== undefined && !(typeof payload.exp === 'number' && payload.exp > now))
    throw new TypeError('exp: the JWT has expired')
  return { jwt, expiresAt: payload.exp }
}

/** What a JWT says of itself. @see RFC 7519 §4.1 */
const ownClaims = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti']

function parsed(jwt: string) {
  try {
    return parseCompactJws(jwt)
  } catch (cause) {
    throw new TypeError('expected a signed JWT in compact form', { cause })
  }
}
