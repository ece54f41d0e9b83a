import { isAlgorithm, type Algorithm } from '../algorithms.js'
import { shorten, TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import { readPublicJwk, type PublicJwk } from '../keys/public-jwk.js'
import { parseCompactJws, type CompactJws } from '../token/compact-jws.js'
import { checkExtensions } from '../token/jose-header.js'
import { mediaType } from '../token/media-type.js'
import { proofFault } from './proof-fault.js'

/** A proof whose members have the right form. Nothing of it is proved yet. */
export interface DpopProof {
  readonly jws: CompactJws
  readonly algorithm: Algorithm
  /** The key that it names, with public members alone. */
  readonly jwk: PublicJwk
  readonly jti: string
  readonly htm: string
  readonly htu: string
  /** In seconds since 1970, as are `exp` and `nbf`. */
  readonly iat: number
  readonly exp: number | undefined
  readonly nbf: number | undefined
  readonly ath: string
  readonly nonce: string | undefined
}

/**
 * Takes a proof apart, and checks that it has the members of one, each in the right form. What they say it does not check,
 * but for the type, the algorithm and whether the key is one.
 *
 * @throws {TokenFault} `proof_malformed`, `proof_algorithm_not_allowed` or `proof_key_unacceptable`
 * @see RFC 9449 §4.2, §4.3 (2) to (5), (7)
 */
export function readDpopProof(text: string, algorithms: ReadonlySet<Algorithm>): DpopProof {
  const jws = takeApart(text)
  const { header, payload } = jws
  checkType(header)
  asProof(() => checkExtensions(header))
  const algorithm = algorithmOf(header, algorithms)
  return {
    jws,
    algorithm,
    jwk: keyOf(header, algorithm),
    jti: textIn(payload, 'jti'),
    htm: textIn(payload, 'htm'),
    htu: textIn(payload, 'htu'),
    iat: timeIn(payload, 'iat'),
    exp: payload.exp === undefined ? undefined : timeIn(payload, 'exp'),
    nbf: payload.nbf === undefined ? undefined : timeIn(payload, 'nbf'),
    ath: textIn(payload, 'ath'),
    nonce: payload.nonce === undefined ? undefined : textIn(payload, 'nonce'),
  }
}

function takeApart(text: string): CompactJws {
  const parts = text.split('.', 4).length
  if (parts === 3) return asProof(() => parseCompactJws(text))
  const found = parts > 3 ? 'more than 3' : parts
  throw proofFault('proof_malformed', `it is not a signed JWT: it has ${found} parts, expected 3`)
}

/** What is wrong with the form of a JWT is wrong with a proof as well. */
function asProof<T>(read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    throw thrown instanceof TokenFault ? proofFault('proof_malformed', thrown.detail) : thrown
  }
}

function checkType({ typ }: JsonObject): void {
  if (typeof typ === 'string' && mediaType(typ) === 'application/dpop+jwt') return
  throw unexpected('typ', 'dpop+jwt', typ)
}

function algorithmOf({ alg }: JsonObject, algorithms: ReadonlySet<Algorithm>): Algorithm {
  if (isAlgorithm(alg) && algorithms.has(alg)) return alg
  const [expected, actual] = [[...algorithms].join(' '), shorten(alg)]
  throw proofFault('proof_algorithm_not_allowed', `alg: expected one of ${expected}, found ${actual}`, {
    expected,
    actual,
  })
}

function keyOf({ jwk }: JsonObject, algorithm: Algorithm): PublicJwk {
  const key = readPublicJwk(jwk)
  if (typeof key === 'string') throw proofFault('proof_key_unacceptable', `jwk: ${key}`)
  if (isCostly(key)) {
    throw proofFault(
      'proof_key_unacceptable',
      `jwk: RSA keys of proofs have at most ${maximumRsaBits} bits, and an exponent of at most ${maximumExponentBits}`,
    )
  }
  if (key.algorithms.includes(algorithm)) return key
  throw proofFault('proof_key_unacceptable', `jwk: the key is none of the algorithm ${algorithm}`)
}

const maximumRsaBits = 4096
const maximumExponentBits = 32

/** How many characters of base64url so many bits take. */
const charactersOf = (bits: number) => Math.ceil(bits / 6)

/** The client chooses the key, and a large one costs the server as much as a hundred others. */
const isCostly = ({ material: { n = '', e = '' } }: PublicJwk) =>
  n.length > charactersOf(maximumRsaBits) || e.length > charactersOf(maximumExponentBits)

function textIn(payload: JsonObject, name: string): string {
  const value = payload[name]
  if (typeof value === 'string' && value !== '') return value
  throw unexpected(name, 'a text', value)
}

function timeIn(payload: JsonObject, name: string): number {
  const value = payload[name]
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw unexpected(name, 'a number of seconds since 1970', value)
}

function unexpected(name: string, expected: string, found: unknown): TokenFault {
  const actual = shorten(found)
  return proofFault('proof_malformed', `${name}: expected ${expected}, found ${actual}`, { expected, actual })
}
