import { isPromise } from '@qalqon/core'
import type { Decision } from './decide.js'
import type { Exchange } from './exchange.js'

/** What is being decided for the resolvers of a request. */
const running = new WeakMap<object, Promise<unknown>>()

/**
 * Decides when what was begun for the same request has been decided. Resolvers of one GraphQL request run at the same time, and its proof of
 * possession counts once: the first has to be through before the next can know that its token was accepted.
 */
export function oneAtATime({ message, isAnswerable }: Exchange, decide: () => Decision): Decision {
  if (isAnswerable) return decide()
  const before = running.get(message)
  const decision = before ? before.then(decide, decide) : decide()
  if (isPromise(decision)) running.set(message, decision)
  return decision
}
