import { fieldLines, type ResourceRequest } from '../request/resource-request.js'
import { proofFault } from './proof-fault.js'

/** The longest proof that is looked at, in bytes: one with the largest keys and signatures has some 6000. */
const maxProofBytes = 8192

/**
 * The one proof of a request, from its field `DPoP`. Nothing in it is looked at.
 *
 * @throws {TokenFault} `proof_missing`, `proof_repeated` or `proof_malformed`
 * @see RFC 9449 §4.1, §4.3 (1)
 */
export function presentedProof(request: ResourceRequest): string {
  const lines = fieldLines(request, 'dpop')
  const [proof] = lines
  if (proof === undefined) throw proofFault('proof_missing', 'the request has no DPoP field')
  // Some runtimes join several lines with a comma, which no proof has.
  if (lines.length > 1 || proof.includes(',')) {
    throw proofFault('proof_repeated', 'the request has more than one')
  }
  if (proof.length > maxProofBytes) {
    const [expected, actual] = [`at most ${maxProofBytes} bytes`, `${proof.length} bytes`]
    throw proofFault('proof_malformed', `it has ${actual}, expected ${expected}`, { expected, actual })
  }
  return proof
}
