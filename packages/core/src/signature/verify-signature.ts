import type { Algorithm } from '../algorithms.js'
import { shortenText, TokenFault } from '../faults/index.js'
import type { KeySource } from '../keys/key-source.js'
import type { VerificationKey } from '../keys/verification-key.js'
import { after, isPromise, type MaybePromise } from '../maybe-promise.js'
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
  header: JoseHeader,
  keys: KeySource,
): MaybePromise<VerificationKey> {
  const candidates = keys.find(header.algorithm, header.kid)
  return isPromise(candidates)
    ? candidates.then((found) => verifyWith(found, jws, header, keys))
    : verifyWith(candidates, jws, header, keys)
}

function verifyWith(
  candidates: readonly VerificationKey[],
  jws: CompactJws,
  header: JoseHeader,
  keys: KeySource,
): MaybePromise<VerificationKey> {
  const { algorithm, kid } = header
  const key = firstThatVerifies(jws, algorithm, candidates)
  if (key !== undefined && !isPromise(key)) return key
  return after(key, (found) => {
    if (found) return found
    if (kid !== undefined) return refuse(header)
    return after(keys.findNewer(algorithm, candidates), (newer) =>
      after(firstThatVerifies(jws, algorithm, newer), (newKey) => newKey ?? refuse(header)),
    )
  })
}

function firstThatVerifies(
  jws: CompactJws,
  algorithm: Algorithm,
  candidates: readonly VerificationKey[],
  at = 0,
): MaybePromise<VerificationKey | undefined> {
  const key = candidates[at]
  if (key === undefined) return undefined
  const good = key.verifies(jws, algorithm)
  if (good === true) return key
  return after(good, (verified) => (verified ? key : firstThatVerifies(jws, algorithm, candidates, at + 1)))
}

function refuse({ algorithm, kid }: JoseHeader): never {
  throw new TokenFault(
    'signature_invalid',
    `the signature was not made with the ${algorithm} key of the issuer`,
    { kid: kid && shortenText(kid) },
  )
}
