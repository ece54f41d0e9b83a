import type { DpopProof } from './dpop-proof.js'
import { proofFault } from './proof-fault.js'

/** How far `iat` may lie ahead, in seconds, beside the tolerance: clients have worse clocks than servers. */
const farthestAhead = 10

/** For how long proofs count. */
export interface ProofTimes {
  readonly lifetimeSeconds: number
  readonly toleranceSeconds: number
}

/**
 * Checks that a proof was made just now.
 *
 * @throws {TokenFault} `proof_expired` or `proof_not_yet_valid`
 * @see RFC 9449 §4.3 (11), §11.1
 */
export function checkProofTimes({ iat, exp, nbf }: DpopProof, now: number, times: ProofTimes): void {
  const { toleranceSeconds } = times
  // Written so that whatever is no number counts as refused.
  if (!(now <= lastSecondOf(iat, times)) || !(exp === undefined || now < exp + toleranceSeconds)) {
    throw told('proof_expired', { iat, exp }, now)
  }
  const ahead = farthestAhead + toleranceSeconds
  if (!(iat <= now + ahead) || !(nbf === undefined || nbf <= now + toleranceSeconds)) {
    throw told('proof_not_yet_valid', { iat, nbf }, now)
  }
}

/** Until when a proof is taken, `exp` apart. Its replay must be noticed as long. */
export const lastSecondOf = (iat: number, { lifetimeSeconds, toleranceSeconds }: ProofTimes): number =>
  iat + lifetimeSeconds + toleranceSeconds

function told(
  code: 'proof_expired' | 'proof_not_yet_valid',
  times: Readonly<Record<string, number | undefined>>,
  now: number,
) {
  const actual = Object.entries(times)
    .filter(([, time]) => time !== undefined)
    .map(([name, time]) => `${name} ${time}`)
    .join(', ')
  const problem = code === 'proof_expired' ? 'it is too old' : 'it comes from the future'
  return proofFault(code, `${problem}: it has ${actual}, and now is ${now}`, {
    expected: `now ${now}`,
    actual,
  })
}
