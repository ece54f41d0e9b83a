import { type ExpressResourceServer, getAuth } from '@qalqon/express'
import { operation, type Operation } from '../api/operation.js'
import { Problem } from '../http/problem.js'
import { describeError, type Log } from '../log.js'

/**
 * Whoever holds a token may end it, whatever its scopes are. It was verified before, and is good
 * nowhere from here on, at every instance that shares the revocations. Other tokens of the same user go on to count.
 */
export function tokenOperation(api: Pick<ExpressResourceServer, 'revoke'>, log: Log): Operation {
  return operation({
    method: 'delete',
    path: '/token',
    id: 'endToken',
    tag: 'The API itself',
    summary: 'End the token of this request',
    description: 'It counts no more, wherever it is. Other tokens of the same user go on to count.',
    access: 'token',
    answers: { 204: { description: 'It has ended' } },
    refusals: [503],
    async handle({ req, res }) {
      try {
        await api.revoke(getAuth(req))
      } catch (error) {
        log('token_not_revoked', describeError(error))
        throw new Problem({
          status: 503,
          detail: 'It is not certain that the token has ended. Please send this again.',
          headers: { 'Retry-After': '1' },
        })
      }
      res.status(204).end()
    },
  })
}
