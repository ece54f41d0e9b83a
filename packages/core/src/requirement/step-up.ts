import type { Timing } from '../clock.js'
import { TokenFault } from '../faults/index.js'
import type { AccessToken } from '../token/access-token.js'
import type { RequirementPart } from './requirement-parts.js'

/** Whether the user must sign in again, in another way or anew. @see RFC 9470 §3 */
export const asksForStepUp = (thrown: unknown): thrown is TokenFault =>
  thrown instanceof TokenFault && thrown.error === 'insufficient_user_authentication'

/**
 * The same refusal, which also tells what else is unmet and can come with the same new token: the client then asks for all of it
 * at once, and the user signs in once.
 *
 * @param rest the parts that come after the one that is unmet
 * @see RFC 9470 §3
 */
export function withTheRest(
  stepUp: TokenFault,
  rest: readonly RequirementPart[],
  token: AccessToken<unknown>,
  timing: Timing,
): TokenFault {
  const others = rest
    // What a route checks by itself is asked when all else is met.
    .filter(({ name }) => name !== 'check')
    .flatMap((part) => unmet(part, token, timing) ?? [])
  const { facts } = others.reduce((all, { facts }) => all.withFacts(facts), stepUp)
  const detail = [stepUp, ...others].map((fault) => fault.detail).join('; also ')
  return new TokenFault(stepUp.code, detail, facts)
}

function unmet(
  { enforce }: RequirementPart,
  token: AccessToken<unknown>,
  timing: Timing,
): TokenFault | undefined {
  try {
    enforce(token, timing)
    return undefined
  } catch (thrown) {
    if (thrown instanceof TokenFault) return thrown
    throw thrown
  }
}
