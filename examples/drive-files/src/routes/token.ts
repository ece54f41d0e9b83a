import { type ExpressResourceServer, getAuth } from '@qalqon/express'
import { Router } from 'express'
import { onlyMethods } from '../http/methods.js'
import { Problem } from '../http/problem.js'
import { describeError, type Log } from '../log.js'

/**
 * `DELETE /token`: whoever holds a token may end it, whatever its scopes are. It was verified before this router, and is good
 * nowhere from here on, at every instance that shares the revocations. Other tokens of the same user go on to count.
 */
export function tokenRoutes(api: Pick<ExpressResourceServer, 'revoke'>, log: Log): Router {
  const router = Router()
  router.delete('/', async (req, res) => {
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
  })
  router.all('/', onlyMethods('DELETE'))
  return router
}
