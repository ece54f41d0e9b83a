import Koa, { type Middleware } from 'koa'
import { hasScope } from '../has-scope.js'
import type { RunningApp } from '../subject.js'
import { files, path } from './files.js'
import { listen } from './listen.js'

/** The app that all subjects of Koa protect. */
export function serveKoa(...guards: readonly Middleware[]): Promise<RunningApp> {
  const app = new Koa()
  // Koa writes each refusal to the log otherwise.
  app.silent = true
  for (const guard of guards) app.use(guard)
  app.use((ctx) => {
    if (ctx.method === 'GET' && ctx.path === path) ctx.body = files
  })
  const listener = app.callback()
  return listen((request, response) => void listener(request, response))
}

/** The middleware that one writes beside a library that knows no scopes. */
export function scopeByHand(scope: string): Middleware {
  return (ctx, next) => {
    if (hasScope((ctx.state as { user?: unknown }).user ?? {}, scope)) return next()
    ctx.status = 403
    return undefined
  }
}
