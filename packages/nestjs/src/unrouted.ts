import { ConfigurationFault, isPromise, type Guard, type Outcome } from '@qalqon/core'
import type { AbstractHttpAdapter } from '@nestjs/core'
import { accept } from './decide.js'
import { messageOf, resourceRequestOf, type GuardedRequest } from './exchange.js'
import { writeResponse, type GuardedResponse } from './write-response.js'

/** What answers a request that no route answers: with Express a middleware, with Fastify a handler. */
type NotFoundHandler = (
  request: GuardedRequest,
  response: GuardedResponse,
  next: (error?: unknown) => void,
) => unknown

/**
 * Lets a guard decide over requests that no route answers, so that nobody learns without a token which paths there are. Guards of Nest are
 * not asked about them. Nest sets its handler for them when all modules have added their routes and middlewares, and this one comes
 * right before it.
 *
 * @throws {ConfigurationFault} when the platform is neither Express nor Fastify.
 */
export function protectUnrouted(adapter: AbstractHttpAdapter, guard: Guard): void {
  const set = adapter.setNotFoundHandler.bind(adapter) as (...given: unknown[]) => unknown
  const platform = adapter.getType()
  if (platform !== 'express' && platform !== 'fastify') {
    throw new ConfigurationFault('platform', `expected Express or Fastify, found ${JSON.stringify(platform)}`)
  }
  Object.assign(adapter, {
    setNotFoundHandler: (handler: NotFoundHandler, ...others: unknown[]) => {
      if (platform === 'fastify') return set(guarded(guard, handler), ...others)
      // Under a global prefix the handler of Nest hears of requests below the prefix alone.
      adapter.use(guarded(guard, (_request, _response, next) => next()))
      return set(handler, ...others)
    },
  })
}

const guarded =
  (guard: Guard, handler: NotFoundHandler): NotFoundHandler =>
  (request, response, next) => {
    const message = messageOf(request)
    const act = (outcome: Outcome<unknown, boolean>): unknown => {
      if (outcome.ok) {
        accept(outcome, { request, response })
        return handler(request, response, next)
      }
      writeResponse(outcome.response, message, response)
      return response
    }
    const outcome = guard(message, resourceRequestOf(request))
    if (!isPromise(outcome)) return act(outcome)
    const acted = outcome.then(act)
    // Express 4 does not look at what a middleware returns, and Fastify has no next.
    return typeof next === 'function' ? acted.catch(next) : acted
  }
