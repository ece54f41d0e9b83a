import { readFile } from 'node:fs/promises'
import type { Warn } from './log.js'
import type { Middleware } from './middleware.js'
import { errorPage, notFoundPage } from './pages/error.js'
import { homePage } from './pages/home.js'

/** The style sheet, the picture and the front page. They are read once, at the start. */
export async function staticPages(): Promise<Middleware> {
  const pages = new Map([
    ['/', { type: 'html', body: homePage() }],
    ['/style.css', { type: 'css', body: await publicFile('style.css') }],
    ['/shield.svg', { type: 'svg', body: await publicFile('shield.svg') }],
    ['/healthz', { type: 'text', body: 'ok\n' }],
  ])
  return async (ctx, next) => {
    const found = ctx.method === 'GET' || ctx.method === 'HEAD' ? pages.get(ctx.path) : undefined
    if (found === undefined) return next()
    ctx.type = found.type
    ctx.set('Cache-Control', 'no-cache')
    ctx.body = found.body
  }
}

/**
 * Turns what goes wrong outside of oidc-provider's endpoints, which have their own answers, into a page. An error
 * that is not meant for the user is logged, and its text is not shown.
 */
export function failures(warn: Warn): Middleware {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined && ctx.respond !== false) {
        ctx.status = 404
        ctx.type = 'html'
        ctx.body = notFoundPage()
      }
    } catch (error) {
      const known = exposed(error)
      if (known === undefined) warn(describe(error))
      ctx.status = known?.status ?? 500
      if (!ctx.req.complete) ctx.set('Connection', 'close') // the rest of the request is not read
      ctx.type = 'html'
      ctx.body = errorPage(known?.code ?? 'server_error', known?.description)
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

/** Errors of oidc-provider and of {@link readForm} say by `expose` that their text is for the user. */
function exposed(error: unknown): Exposed | undefined {
  if (!(error instanceof Error) || !('expose' in error) || error.expose !== true) return undefined
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 400
  if (!('error' in error) || typeof error.error !== 'string') {
    return { status, code: 'invalid_request', description: error.message }
  }
  const description = 'error_description' in error ? error.error_description : undefined
  return { status, code: error.error, description: typeof description === 'string' ? description : undefined }
}

function publicFile(name: string): Promise<string> {
  return readFile(new URL(`../public/${name}`, import.meta.url), 'utf8')
}
