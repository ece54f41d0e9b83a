import { isAlgorithm, type Algorithm } from '../algorithms.js'
import type { SignatureEngine } from '../engine/signature-engine.js'
import { shorten } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import { readPublicJwk, type PublicJwk } from '../keys/public-jwk.js'
import { thumbprintOf } from '../keys/thumbprint.js'
import { VerificationKey } from '../keys/verification-key.js'
import { after, attempt, type MaybePromise } from '../maybe-promise.js'
import type { CompactJws } from '../token/compact-jws.js'
import { checkExtensions } from '../token/jose-header.js'
import { mediaType } from '../token/media-type.js'
import { asProof, proofFault, unexpectedInProof } from './proof-fault.js'

/** The header of a proof: with which key it says that it is signed, and how. */
export class ProofHeader {
  /** As it stands in the proof. */
  readonly members: JsonObject
  readonly #algorithm: Algorithm
  readonly #jwk: PublicJwk
  readonly #key: VerificationKey
  #thumbprint: MaybePromise<string> | undefined

  /**
   * Checks the type, the extensions, the algorithm, and that the key is one of that algorithm and of a size that can be afforded.
   *
   * @throws {TokenFault} `proof_malformed`, `proof_algorithm_not_allowed` or `proof_key_unacceptable`
   * @see RFC 9449 §4.2, §4.3 (4), (5), (7)
   */
  constructor(members: JsonObject, algorithms: ReadonlySet<Algorithm>, engine: SignatureEngine) {
    checkType(members)
    asProof(() => checkExtensions(members))
    this.members = members
    this.#algorithm = algorithmOf(members, algorithms)
    this.#jwk = jwkOf(members, this.#algorithm)
    this.#key = new VerificationKey(engine, this.#jwk)
  }

  /** That of the key. @see RFC 7638 */
  thumbprint(): MaybePromise<string> {
    return (this.#thumbprint ??= thumbprintOf(this.#jwk.material))
  }

  /**
   * Checks that a proof with this header was signed with the key that it names.
   *
   * @throws {TokenFault} `proof_signature_invalid`, or `proof_key_unacceptable` for a key that is none, such as a point off its curve
   * @see RFC 9449 §4.3 (6)
   */
  checkSignature(jws: CompactJws): MaybePromise<void> {
    const verified = attempt(
      () => this.#key.verifies(jws, this.#algorithm),
      (cause) => {
        throw proofFault('proof_key_unacceptable', 'jwk: the key cannot be imported', { cause })
      },
    )
    return after(verified, (good) => {
      if (good) return
      throw proofFault(
        'proof_signature_invalid',
        `the signature was not made by ${this.#algorithm} with the key in jwk`,
      )
    })
  }
}

function checkType({ typ }: JsonObject): void {
  if (typeof typ === 'string' && mediaType(typ) === 'application/dpop+jwt') return
  throw unexpectedInProof('typ', 'dpop+jwt', typ)
}

function algorithmOf({ alg }: JsonObject, algorithms: ReadonlySet<Algorithm>): Algorithm {
  if (isAlgorithm(alg) && algorithms.has(alg)) return alg
  const [expected, actual] = [[...algorithms].join(' '), shorten(alg)]
  throw proofFault('proof_algorithm_not_allowed', `alg: expected one of ${expected}, found ${actual}`, {
    expected,
    actual,
  })
}

function jwkOf({ jwk }: JsonObject, algorithm: Algorithm): PublicJwk {
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
