import { shorten, TokenFault } from '../faults/index.js'
import type { KeySource } from '../keys/key-source.js'
import type { VerificationKey } from '../keys/verification-key.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import type { CompactJws } from '../token/compact-jws.js'
import type { JoseHeader } from '../token/jose-header.js'

/**
 * Checks that a token was signed with one of the keys of its issuer, by the algorithm that its header names and
 * the policy allows. Returns the key that verified it.
 *
 * @throws {TokenFault} `key_not_found` or `signature_invalid`
 * @throws {InfrastructureFault} when the keys cannot be had.
 * @see RFC 7515 §5.2
 */
export function verifySignature(
  jws: CompactJws,
  { algorithm, kid }: JoseHeader,
  keys: KeySource,
): MaybePromise<VerificationKey> {
  const refuse = (): never => {
    throw new TokenFault(
      'signature_invalid',
      `the signature was not made with the ${algorithm} key of the issuer`,
      {
        kid: kid && shorten(kid),
      },
    )
  }
  return after(keys.find(algorithm, kid), (candidates) =>
    after(firstThatVerifies(jws, algorithm, candidates), (key) => {
      if (key) return key
      if (kid !== undefined) return refuse()
      return after(keys.findNewer(algorithm, candidates), (newer) =>
        after(firstThatVerifies(jws, algorithm, newer), (newKey) => newKey ?? refuse()),
      )
    }),
  )
}

function firstThatVerifies(
  jws: CompactJws,
  algorithm: JoseHeader['algorithm'],
  [key, ...others]: readonly VerificationKey[],
): MaybePromise<VerificationKey | undefined> {
  if (key === undefined) return undefined
  return after(key.verifies(jws, algorithm), (good) =>
    good ? key : firstThatVerifies(jws, algorithm, others),
  )
}
