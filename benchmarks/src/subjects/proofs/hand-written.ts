import { createPublicKey, hash, verify } from 'node:crypto'
import { commonChecks } from '../checks.js'
import { handWrittenWithCache, type Claims } from '../hand-written.js'
import { allProofChecks, type ProofSubject } from './proof-subject.js'

interface Proof {
  readonly htm?: unknown
  readonly htu?: unknown
  readonly iat?: unknown
  readonly ath?: unknown
  readonly jti?: unknown
}

interface Input {
  readonly token: string
  readonly proof: string
}

/**
 * The least that can be written by hand for one client: its key is imported once, and its header compared as a text. No check of
 * types, of doubled members, of the grammar, and a memory that forgets nothing. Nobody should use this: it shows where the floor is.
 */
export const floor: ProofSubject = {
  name: 'written by hand, with a cache',
  kind: 'yardstick',
  packages: ['lru-cache'],
  checks: { ...commonChecks, expiry: 'by hand', issuer: 'by hand', audience: 'by hand' },
  proofChecks: allProofChecks,
  create(provision, url) {
    const verifyToken = handWrittenWithCache(provision)
    const seen = new Set<string>()
    const keys = new Map<string, ReturnType<typeof readHeader>>()
    return {
      prepare: (token, proof): Input => ({ token: flat(token), proof: flat(proof) }),
      verify(input) {
        const { token, proof } = input as Input
        const { cnf } = verifyToken(token) as Claims & { readonly cnf?: { readonly jkt?: unknown } }
        const first = proof.indexOf('.')
        const last = proof.lastIndexOf('.')
        const part = proof.slice(0, first)
        const header = keys.get(part) ?? readHeader(part)
        const { htm, htu, iat, ath, jti } = JSON.parse(
          Buffer.from(proof.slice(first + 1, last), 'base64url').toString(),
        ) as Proof
        const age = Math.abs(Date.now() / 1000 - Number(iat))
        if (htm !== 'GET' || htu !== url || !(age < 60)) throw new Error('another request or time')
        if (ath !== hash('sha256', token, 'base64url')) throw new Error('another token')
        if (cnf?.jkt !== header.thumbprint) throw new Error('another key')
        const { key } = header
        const data = Buffer.from(proof.slice(0, last))
        const signature = Buffer.from(proof.slice(last + 1), 'base64url')
        if (!verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature))
          throw new Error('signature')
        keys.set(part, header)
        if (seen.has(jti as string)) throw new Error('replay')
        seen.add(jti as string)
      },
    }
  },
}

function readHeader(part: string) {
  const { jwk } = JSON.parse(Buffer.from(part, 'base64url').toString()) as { jwk: Record<string, string> }
  const { crv, kty, x, y } = jwk
  return {
    key: createPublicKey({ key: jwk, format: 'jwk' }),
    thumbprint: hash('sha256', JSON.stringify({ crv, kty, x, y }), 'base64url'),
  }
}

const flat = (text: string) => Buffer.from(text).toString('latin1')
