import {
  answerOf,
  ConfigurationFault,
  fetchResponse,
  madeOfGuard,
  TokenFault,
  withAcceptedFields,
  type Guard,
} from '@qalqon/core'

/**
 * What answers a request. What stands behind the request is the runtime's: `env` and `ctx`, `info`, `{ params }`. A handler of Bun
 * returns nothing after it has switched to WebSocket (`server.upgrade(request)`).
 */
export type FetchHandler<
  R extends Request = Request,
  Rest extends readonly unknown[] = readonly [],
  Answer extends Response | undefined = Response,
> = (request: R, ...rest: Rest) => Answer | Promise<Answer>

/** Takes a handler, and returns one that is guarded. What stands behind the request is handed through. */
export type Middleware = <
  R extends Request,
  Rest extends readonly unknown[],
  Answer extends Response | undefined,
>(
  handler: FetchHandler<R, Rest, Answer>,
) => (request: R, ...rest: Rest) => Promise<Answer | Response>

/** The middleware of a guard: it calls the handler, or answers with the refusal. */
export function middlewareOf(guard: Guard): Middleware {
  const middleware: Middleware = (handler) => {
    checkHandler(handler)
    return async (request, ...rest) => {
      const outcome = await guard(request, request)
      if (!outcome.ok) return fetchResponse(outcome.response)
      try {
        return withAcceptedFields(outcome, await handler(request, ...rest))
      } catch (thrown) {
        const answer = thrown instanceof TokenFault ? answerOf(thrown) : undefined
        if (!answer) throw thrown
        return withAcceptedFields(outcome, fetchResponse(answer))
      }
    }
  }
  return madeOfGuard(guard, middleware)
}

/** @throws {ConfigurationFault} when a guard is used as a handler, as in `{ fetch: api }` */
export function checkHandler(handler: unknown): void {
  if (typeof handler === 'function') return
  throw new ConfigurationFault(
    'handler',
    'expected a function: a guard takes the handler that it guards, and returns one: api(handler)',
  )
}
