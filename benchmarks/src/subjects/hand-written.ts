import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { hasScope } from './has-scope.js'
import type { Provision } from './provision.js'

interface Header {
  readonly alg?: unknown
  readonly kid?: unknown
}

export interface Claims {
  readonly iss?: unknown
  readonly aud?: unknown
  readonly exp?: unknown
  readonly scope?: unknown
}

/**
 * The least that can be written by hand: split, decode, parse, verify, compare. No check of types, of doubled members, of
 * the grammar; the key stands in the source. Nobody should use this: it shows where the floor is.
 *
 * @throws {Error} when it refuses the token.
 */
export function handWritten(provision: Provision): (token: string) => Claims {
  const { issuer, audience, algorithm, scope, publicKeyPem } = provision
  const publicKey = createPublicKey(publicKeyPem)
  const digest = algorithm === 'EdDSA' ? null : 'sha256'
  const key: KeyObject | { key: KeyObject; dsaEncoding: 'ieee-p1363' } =
    algorithm === 'ES256' ? { key: publicKey, dsaEncoding: 'ieee-p1363' } : publicKey
  return (token) => {
    const first = token.indexOf('.')
    const last = token.lastIndexOf('.')
    const header = JSON.parse(Buffer.from(token.slice(0, first), 'base64url').toString()) as Header
    const claims = JSON.parse(Buffer.from(token.slice(first + 1, last), 'base64url').toString()) as Claims
    const data = Buffer.from(token.slice(0, last))
    const signature = Buffer.from(token.slice(last + 1), 'base64url')
    if (header.alg !== algorithm || !verify(digest, data, key, signature)) throw new Error('signature')
    if (claims.iss !== issuer || claims.aud !== audience) throw new Error('issuer or audience')
    check(claims, scope)
    return claims
  }
}

/** The same with a memory of the last 20,000 tokens, by their digest. */
export function handWrittenWithCache(provision: Provision): (token: string) => Claims {
  const verifyFirst = handWritten(provision)
  const seen = new LRUCache<string, Claims>({ max: 20_000 })
  return (token) => {
    const digest = hash('sha256', token, 'base64url')
    const known = seen.get(digest)
    if (known) {
      check(known, provision.scope)
      return known
    }
    const claims = verifyFirst(token)
    seen.set(digest, claims)
    return claims
  }
}

function check(claims: Claims, scope: string | undefined): void {
  if (typeof claims.exp !== 'number' || claims.exp <= Date.now() / 1000) throw new Error('expired')
  if (!hasScope(claims, scope)) throw new Error('scope')
}
