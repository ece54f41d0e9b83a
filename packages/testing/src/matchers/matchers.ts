import { toBeUnauthorized, type UnauthorizedExpectation } from './to-be-unauthorized.js'
import { toLeakNothing, type LeakExpectation } from './to-leak-nothing.js'
import { toRequireScope } from './to-require-scope.js'

/**
 * Matchers of answers for `expect.extend(matchers)`, of Jest, Vitest and whatever has their `expect`. They take the answers of
 * supertest, of `fetch` and of Fastify's `inject`; anything else is a `TypeError`, also with `.not`.
 *
 * `import '@qalqon/testing/jest'` and `import '@qalqon/testing/vitest'` do that, and bring the types.
 */
export const matchers = { toBeUnauthorized, toRequireScope, toLeakNothing }

/** What the matchers add to `expect(answer)`. */
export interface AnswerMatchers<R> {
  /** 401 and a challenge of Bearer or DPoP, with the error `code` if one is named. */
  toBeUnauthorized(expectation?: UnauthorizedExpectation): R
  /** 403 `insufficient_scope` whose challenge names just these scopes. */
  toRequireScope(...scopes: [string, ...string[]]): R
  /** No token of the request, stack trace, internal URL, or anything named, in fields or body. Await it. */
  toLeakNothing(expectation?: LeakExpectation): Promise<void>
}
