import { readFile } from 'node:fs/promises'
import { assets, switchLanguage } from 'sample-ui'
import { readForm } from './form-body.js'
import type { FrameOf } from './frame.js'
import type { Warn } from './log.js'
import type { Middleware } from './middleware.js'
import { errorPage, notFoundPage } from './pages/error.js'
import { homePage } from './pages/home.js'

/** What the pages need (style, pictures, one script), the front page and the health check. Files are read once, at the start. */
export async function staticPages(frameOf: FrameOf): Promise<Middleware> {
  const style = await readFile(new URL('../public/style.css', import.meta.url), 'utf8')
  const files = new Map([
    ...assets,
    ['/style.css', { type: 'text/css; charset=utf-8', body: style }],
    ['/healthz', { type: 'text/plain; charset=utf-8', body: 'ok\n' }],
  ])
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    const isHome = ctx.path === '/'
    const found = isHome ? { type: 'html', body: homePage(frameOf(ctx)) } : files.get(ctx.path)
    if (found === undefined) return next()
    ctx.type = found.type
    ctx.set('Cache-Control', 'no-cache')
    ctx.body = found.body
  }
}

/** The language switch, which stands at the foot of each page. */
export function languageSwitch(origin: string): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/language' || ctx.method !== 'POST') return next()
    const to = switchLanguage(await readForm(ctx.req, origin))
    if (to !== undefined) ctx.append('Set-Cookie', to.cookie)
    ctx.status = 303
    ctx.redirect(to?.location ?? '/')
  }
}

/**
 * Turns what goes wrong outside of oidc-provider's endpoints, which have their own answers, into a page. An error
 * that is not meant for the user is logged, and its text is not shown.
 */
export function failures(frameOf: FrameOf, warn: Warn): Middleware {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined && ctx.respond !== false) {
        ctx.status = 404
        ctx.type = 'html'
        ctx.body = notFoundPage(frameOf(ctx))
      }
    } catch (error) {
      const known = exposed(error)
      if (known === undefined) warn(describe(error))
      ctx.status = known?.status ?? 500
      if (!ctx.req.complete) ctx.set('Connection', 'close') // the rest of the request is not read
      ctx.type = 'html'
      ctx.body = errorPage(frameOf(ctx), known?.code ?? 'server_error', known?.description)
    }
  }
}

/** An error for the operator, on one line or with the stack that says where it arose. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

interface Exposed {
  readonly status: number
  readonly code: string
  readonly description: string | undefined
}

/** Errors of oidc-provider and of {@link readForm} say by `expose` that they are for the user. */
function exposed(error: unknown): Exposed | undefined {
  if (!(error instanceof Error) || !('expose' in error) || error.expose !== true) return undefined
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 400
  const code = 'error' in error && typeof error.error === 'string' ? error.error : 'invalid_request'
  const description = 'error_description' in error ? error.error_description : undefined
  return { status, code, description: typeof description === 'string' ? description : undefined }
}
