import { shortenText, TokenFault } from '../faults/index.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import { checkReplay } from './check-replay.js'
import type { Credential } from '../request/credential.js'
import type { ResourceRequest } from '../request/resource-request.js'
import { checkTarget } from './check-target.js'
import { checkProofTimes, lastSecondOf } from './check-times.js'
import type { DpopPolicy } from './dpop-policy.js'
import { readDpopProof, type DpopProof } from './dpop-proof.js'
import { presentedProof } from './presented-proof.js'
import { proofFault } from './proof-fault.js'

/** A token that is bound to the key of a client. */
export interface BoundToken {
  readonly credential: Credential
  readonly issuer: string
  /** The thumbprint of the key. @see RFC 9449 §6.1 */
  readonly jkt: string
}

/**
 * Checks that whoever sends a request holds the key that its token is bound to: that its proof is one, was made for this request,
 * this token and this time with this key, and comes for the first time. What costs little comes first; only a proof that is good
 * in all else is remembered.
 *
 * @returns the nonce that the next proof should have, where there is a newer one
 * @throws {TokenFault} `proof_…`, `nonce_required`, or `key_mismatch` when the token is bound to another key
 * @throws {InfrastructureFault} `replay_unavailable`
 * @see RFC 9449 §4.3
 */
export function checkProof(
  request: ResourceRequest,
  token: BoundToken,
  dpop: DpopPolicy,
  now: number,
): MaybePromise<string | undefined> {
  const proof = readDpopProof(presentedProof(request), token.jkt, dpop.headers)
  checkTarget(proof, request, dpop.publicUrl)
  checkProofTimes(proof, now, dpop)
  return after(checkBinding(proof, token), () =>
    after(checkNonce(proof, dpop, now), (next) =>
      after(checkSignature(proof, token, dpop), () => after(reserve(proof, token, dpop), () => next)),
    ),
  )
}

const checkBinding = (proof: DpopProof, { credential, jkt }: BoundToken): MaybePromise<void> =>
  after(checkTokenHash(proof, credential), () => checkProofKey(proof, jkt))

/** @throws {TokenFault} `proof_token_mismatch` */
export function checkTokenHash({ ath }: DpopProof, credential: Credential): MaybePromise<void> {
  return after(credential.digest(), (hash) => {
    if (ath === hash) return
    throw proofFault('proof_token_mismatch', 'ath: it is not the hash of the token that came with the proof')
  })
}

/**
 * That a proof of another key comes with it is a mistake of the token, not of the proof.
 *
 * @throws {TokenFault} `key_mismatch`
 * @see RFC 9449 §4.3 (12)
 */
export function checkProofKey({ header }: DpopProof, jkt: string): MaybePromise<void> {
  return after(header.thumbprint(), (thumbprint) => {
    if (thumbprint === jkt) return
    const [expected, actual] = [shortenText(jkt), thumbprint]
    throw new TokenFault(
      'key_mismatch',
      `cnf.jkt: the token is bound to the key ${expected}, and the proof was made with ${actual}`,
      { expected, actual },
    )
  })
}

/**
 * @returns the nonce that the next proof should have, where there is a newer one
 * @throws {TokenFault} `nonce_required`
 */
export function checkNonce(
  { nonce }: DpopProof,
  { nonces }: DpopPolicy,
  now: number,
): MaybePromise<string | undefined> {
  if (!nonces) return undefined
  return after(nonces.judge(nonce, now), ({ good, next }) => {
    if (good) return next
    const problem =
      nonce === undefined ? 'the proof has none' : 'that of the proof is none of ours, or too old'
    throw new TokenFault('nonce_required', `nonce: ${problem}`, { dpopNonce: next })
  })
}

function checkSignature(
  { jws, header, newHeader }: DpopProof,
  { jkt }: BoundToken,
  { headers }: DpopPolicy,
): MaybePromise<void> {
  return after(header.checkSignature(jws), () => {
    if (newHeader !== undefined) headers.remember(jkt, newHeader, header)
  })
}

function reserve({ jti, iat }: DpopProof, { issuer, jkt }: BoundToken, dpop: DpopPolicy): MaybePromise<void> {
  return checkReplay({ issuer, jkt, jti }, lastSecondOf(iat, dpop), dpop.replay)
}
