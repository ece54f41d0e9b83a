import type { Middleware } from 'koa'
import { requiredScope } from '../../issuer/claims.js'
import { handWrittenWithCache } from '../hand-written.js'
import type { AppSubject } from '../subject.js'
import { floorWithCache } from '../verifiers/hand-written.js'
import { scopeByHand, serveKoa } from './koa-app.js'

export const koaHandWritten: AppSubject = {
  ...floorWithCache,
  framework: 'Koa 3',
  start(provision) {
    const verify = handWrittenWithCache(provision)
    const authenticate: Middleware = (ctx, next) => {
      try {
        ctx.state.user = verify(/^Bearer (\S+)$/.exec(ctx.get('Authorization'))?.[1] ?? '')
      } catch {
        ctx.status = 401
        return undefined
      }
      return next()
    }
    return serveKoa(authenticate, scopeByHand(requiredScope))
  },
}
