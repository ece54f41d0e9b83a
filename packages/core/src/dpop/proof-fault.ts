import { shorten, TokenFault, type TokenFaultFacts } from '../faults/index.js'
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

/** The refusal of a proof of which a member has another form than it must. */
export function unexpectedInProof(name: string, expected: string, found: unknown): TokenFault {
  const actual = shorten(found)
  return proofFault('proof_malformed', `${name}: expected ${expected}, found ${actual}`, { expected, actual })
}

/** What is wrong with the form of a JWT is wrong with a proof as well. */
export function asProof<T>(read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    throw thrown instanceof TokenFault ? proofFault('proof_malformed', thrown.detail) : thrown
  }
}
