import {
  isPromise,
  overrideCacheControl,
  type Accepted,
  type Guard,
  type Outcome,
  type Refused,
} from '@qalqon/core'
import { resourceRequestOf, type Exchange } from './exchange.js'
import { graphqlError } from './graphql-error.js'
import { nodeResponse, setField, writeResponse } from './write-response.js'

/** What a guard of Nest says of a request that goes on. One that is refused gets no decision: it was answered. */
export type Decision = true | Promise<true>

/** Asks a guard, and does what it says: the token is attached and the request goes on, or it is refused. */
export function decide(guard: Guard, exchange: Exchange): Decision {
  const act = (outcome: Outcome<unknown, boolean>): Decision => {
    if (!outcome.ok) return refuse(outcome, exchange)
    accept(outcome, exchange)
    return true
  }
  const outcome = guard(exchange.message, resourceRequestOf(exchange.request))
  return isPromise(outcome) ? outcome.then(act) : act(outcome)
}

/** Attaches the token, and sets what the answer must have. */
export function accept(
  { token, dpopNonce, cacheControl }: Accepted<unknown, boolean>,
  { request, response }: Pick<Exchange, 'request' | 'response'>,
): void {
  request.auth = token
  if (!response) return
  if (dpopNonce !== undefined) setField(response, 'dpop-nonce', dpopNonce)
  if (cacheControl !== undefined) overrideCacheControl(nodeResponse(response), cacheControl)
}

/**
 * Answers a request that is refused.
 *
 * Nest knows guards that let through and guards that throw, and what they throw goes to the exception filters of the application, which would
 * write an answer of their own over the challenge. So Nest hears no more of this request: the promise is never settled, and is collected
 * with it. A resolver of GraphQL does not answer by itself, and throws.
 */
export function refuse(refused: Refused, { message, response, isAnswerable }: Exchange): Promise<never> {
  if (!response || !isAnswerable) throw graphqlError(refused.fault, response)
  writeResponse(refused.response, message, response)
  return new Promise(() => undefined)
}
