import { madeOfGuard, withAcceptedFields, type Guard } from '@qalqon/core'
import type { MiddlewareHandler } from 'hono'
import { requestOf } from './request-of.js'
import { answerWith } from './answer-with.js'

/** The middleware of a guard: it attaches the token and goes on, or answers with the refusal. */
export function middlewareOf(guard: Guard): MiddlewareHandler {
  const middleware: MiddlewareHandler = async (c, next) => {
    const outcome = await guard(c, requestOf(c))
    if (!outcome.ok) return answerWith(outcome.response, c)
    c.set('auth', outcome.token)
    await next()
    const response = withAcceptedFields(outcome, c.res)
    if (response !== c.res) {
      // Otherwise Hono would put the fields of the one before over those of the new one.
      c.res = undefined
      c.res = response
    }
    return undefined
  }
  return madeOfGuard(guard, middleware)
}
