import type { TokenFault } from '../faults/index.js'
import type { RefusalResponse } from './refusal.js'

/** Beside the faults and not on them, so that nothing which prints a fault prints an answer too. */
const answers = new WeakMap<TokenFault, RefusalResponse>()

/**
 * The answer to a fault that a resource server has made, with the body that `onRefusal` has written. Adapters write it where a handler
 * throws the fault on, as `getAuth` does for an anonymous request, and the framework does not answer by itself.
 *
 * @returns nothing for a fault of which no resource server has made an answer
 */
export const answerOf = (fault: TokenFault): RefusalResponse | undefined => answers.get(fault)

/** Remembers the answer to a fault for as long as there is the fault. */
export function keepAnswer(fault: TokenFault, answer: RefusalResponse): void {
  answers.set(fault, answer)
}
