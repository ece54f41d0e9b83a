import { TokenFault, type TokenFaultFacts } from '../faults/index.js'
import type { TokenFaultCode } from '../faults/token-fault-codes.js'

/** The codes of what can be wrong with a proof. */
export type ProofFaultCode = Extract<TokenFaultCode, `proof_${string}`>

/** The refusal of a proof that says something else than it must. Values are shortened, and none is a token or a proof. */
export function proofFault(
  code: ProofFaultCode,
  detail: string,
  facts: Pick<TokenFaultFacts, 'expected' | 'actual' | 'cause'> = {},
): TokenFault {
  return new TokenFault(code, `DPoP proof: ${detail}`, facts)
}
