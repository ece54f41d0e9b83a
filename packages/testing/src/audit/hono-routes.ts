import { addRoute } from './declared-routes.js'
import { isPlain, shownPath, type Guard, type PathMatcher } from './guard-coverage.js'
import type { Findings, RouteAuditOptions } from './route-audit.js'

type Handler = (...values: never[]) => unknown

/** What an app of Hono tells of a handler or a middleware: those of one call come one by one. */
export interface HonoRoute {
  readonly method: string
  /** With the paths of the apps around it. */
  readonly path: string
  readonly handler: Handler
}

/** A guard with the path for which it was declared. */
interface GuardAt extends Guard {
  readonly path: string
}

/** The routes of an app of Hono, or nothing when it is none. */
export function honoRoutes(app: object): readonly HonoRoute[] | undefined {
  const { routes, fetch, getPath } = app as { routes?: unknown; fetch?: unknown; getPath?: unknown }
  const isHono = Array.isArray(routes) && typeof fetch === 'function' && typeof getPath === 'function'
  return isHono ? (routes as HonoRoute[]) : undefined
}

/** Lists the routes of an app, in the order in which Hono tries them. */
export function auditHono(
  declared: readonly HonoRoute[],
  options: RouteAuditOptions,
  findings: Findings,
): void {
  const guards: GuardAt[] = []
  for (const { method, path, handlers } of groupsOf(declared)) {
    const matcher = matcherOf(path)
    const protections = handlers.map((handler) => options.requirementOf(handler))
    const isRoute = handlers.some((handler, at) => !protections[at] && (method !== 'ALL' || answers(handler)))
    if (isRoute) {
      const before: Guard[] = guards.map((guard) => asFarAs(guard, path))
      const route = { method, handlers, parts: [{ path, matcher }], parametersToGoOn: 2 }
      addRoute(route, before, options, findings)
      continue
    }
    for (const [at, protection] of protections.entries()) {
      if (protection) guards.push({ protection, path, ...whereOf(path), depth: 0, method })
      else
        findings.unseen.push(
          `${nameOf(handlers[at])} at ${shownPath([{ path: path.replace(/\*$/, ''), matcher }])}`,
        )
    }
  }
}

/** The handlers of one call stand beside each other. */
function groupsOf(declared: readonly HonoRoute[]) {
  const groups: { method: string; path: string; handlers: Handler[] }[] = []
  for (const { method, path, handler } of declared) {
    const last = groups.at(-1)
    if (last?.method === method && last.path === path) last.handlers.push(unwrapped(handler))
    else groups.push({ method, path, handlers: [unwrapped(handler)] })
  }
  return groups
}

/** What an app with an error handler of its own has wrapped when it was put into another. The name of the key has changed. */
function unwrapped(handler: Handler): Handler {
  const key = Reflect.ownKeys(handler).find((name) =>
    /^(?:__COMPOSED_HANDLER|Symbol\(composedHandler\))$/.test(String(name)),
  )
  const inner = key === undefined ? undefined : (handler as unknown as Record<PropertyKey, unknown>)[key]
  return typeof inner === 'function' ? unwrapped(inner as Handler) : handler
}

const nameOf = (handler: Handler | undefined) =>
  handler === undefined || handler.name === '' ? '<anonymous>' : handler.name

/** As Hono itself tells handlers from middleware. */
const answers = (handler: Handler) => handler.length < 2

/**
 * A guard for all that lies below a path lies before every route whose path begins with it, whatever comes then. Where its path has
 * parameters, nothing else is sure: before 4.13, Hono ran such a guard for a route with parameters only when both spelled them alike.
 */
function asFarAs(guard: GuardAt, path: string): Guard {
  const base = guard.path.replace(/\/\*$/, '')
  if (base === guard.path || !isPlain(base)) return guard
  if (path === base || path.startsWith(`${base}/`)) return { ...guard, matcher: undefined }
  return base.includes(':') && path.includes(':') ? { ...guard, matcher: nothing } : guard
}

function whereOf(path: string): { matcher: PathMatcher | undefined; plain: boolean } {
  if (path === '/*' || path === '*') return { matcher: undefined, plain: true }
  return { matcher: matcherOf(path), plain: isPlain(path.replace(/\/\*$/, '')) }
}

const nothing: PathMatcher = { match: () => false }

/** Names and parameters, and `*` at the end, which all routers of Hono read alike; of any other path nothing is known. */
function matcherOf(path: string): PathMatcher {
  const base = path.replace(/\/\*$/, '')
  if (!isPlain(base)) return nothing
  const source = base.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+')
  const pattern = new RegExp(`^${source}${base === path ? '' : '(?:/.*)?'}$`)
  return { match: (sample) => pattern.test(sample) }
}
