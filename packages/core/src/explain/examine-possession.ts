import { checkScheme, type ConfirmationPolicy } from '../confirmation/confirm.js'
import { checkNonce, checkProofKey, checkTokenHash } from '../dpop/check-proof.js'
import { checkTarget } from '../dpop/check-target.js'
import { checkProofTimes } from '../dpop/check-times.js'
import type { DpopPolicy } from '../dpop/dpop-policy.js'
import { readDpopProof, type DpopProof } from '../dpop/dpop-proof.js'
import { presentedProof } from '../dpop/presented-proof.js'
import { shorten } from '../faults/index.js'
import { checkCertificate } from '../mtls/check-certificate.js'
import type { Confirmation } from '../token/confirmation.js'
import type { Examination, Passed, SentToken } from './examination.js'

/**
 * Examines whether the sender of a request may use its token: the scheme, the certificate, and the proof check by check.
 *
 * @param confirmation what the token is bound to, where that can be checked
 */
export async function examinePossession(
  confirmation: Passed<Confirmation | undefined> | undefined,
  sent: SentToken,
  { dpop, mtls, clock }: ConfirmationPolicy,
  examination: Examination,
): Promise<void> {
  if (!confirmation) {
    examination.skip('confirmation', 'proof', 'what the token is bound to cannot be checked')
    return
  }
  const { jkt, x5tS256 } = confirmation.value ?? {}
  const { request, credential } = sent
  await examination.run(
    'confirmation',
    'scheme of the binding',
    () => checkScheme(jkt, credential.scheme),
    () =>
      jkt === undefined
        ? 'Bearer, for a token that is bound to no key'
        : 'DPoP, for a token that is bound to a key',
  )
  if (x5tS256 !== undefined && mtls) {
    await examination.run(
      'confirmation',
      'certificate',
      () => checkCertificate(request, x5tS256, mtls),
      () => 'the client has shown it',
    )
  }
  if (jkt === undefined || !dpop) return
  const proof = await examination.run(
    'confirmation',
    'proof',
    () => readDpopProof(presentedProof(request), jkt, dpop.headers),
    () => 'one, in the field DPoP, with all that it needs',
  )
  if (proof) await examineProof(proof.value, { ...sent, jkt }, dpop, clock(), examination)
  else
    for (const name of checksOfProof)
      examination.skip('confirmation', name, 'there is no proof that can be read')
}

const checksOfProof = ['proof htm, htu', 'proof iat', 'proof ath', 'proof key', 'proof signature'] as const

async function examineProof(
  proof: DpopProof,
  { request, credential, jkt }: SentToken & { readonly jkt: string },
  dpop: DpopPolicy,
  now: number,
  examination: Examination,
): Promise<void> {
  const run = (
    name: (typeof checksOfProof)[number] | 'proof nonce' | 'proof jti',
    check: () => unknown,
    detail: string,
  ) => examination.run('confirmation', name, check, () => detail)
  await run(
    'proof htm, htu',
    () => checkTarget(proof, request, dpop.publicUrl),
    `made for ${shorten(proof.htm)} ${shorten(proof.htu)}`,
  )
  await run('proof iat', () => checkProofTimes(proof, now, dpop), `made ${Math.round(now - proof.iat)} s ago`)
  await run('proof ath', () => checkTokenHash(proof, credential), 'made for this token')
  await run('proof key', () => checkProofKey(proof, jkt), 'made with the key that the token is bound to')
  if (dpop.nonces)
    await run('proof nonce', () => checkNonce(proof, dpop, now), 'one of ours, and not too old')
  await run(
    'proof signature',
    () => proof.header.checkSignature(proof.jws),
    'made with the key in its header',
  )
  await run(
    'proof jti',
    () => undefined,
    'it has one; whether it came before is not asked, since that would use it up',
  )
}
