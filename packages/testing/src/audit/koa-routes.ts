import { addRoute, isEveryMethod } from './declared-routes.js'
import { isPlain, shownPath, type Guard, type PathMatcher } from './guard-coverage.js'
import type { Findings, RouteAuditOptions } from './route-audit.js'

type Middleware = ((...values: never[]) => unknown) & { readonly router?: unknown }

interface KoaLayer extends PathMatcher {
  readonly path: unknown
  /** None: a middleware of `router.use()`. */
  readonly methods: readonly string[]
  readonly stack: readonly Middleware[]
}

interface KoaRouter {
  readonly stack: readonly KoaLayer[]
  /** Whether only the last match runs, so that no middleware stands before it. */
  readonly exclusive?: boolean
}

/** What `router.use()` puts down for no path, in a router without a prefix. */
const anyPath = ['(?:\\/|$)', '{/*rest}', '([^/]*)', '(.*)']

/** The middleware of an app of Koa, or that of a router of `@koa/router`, or nothing when it is neither. */
export function koaMiddleware(app: object): readonly Middleware[] | undefined {
  const { middleware } = app as { middleware?: unknown }
  if (Array.isArray(middleware)) return middleware as Middleware[]
  if (isRouter(app)) return [Object.assign(() => undefined, { router: app })]
  return typeof app === 'function' && isRouter((app as Middleware).router) ? [app as Middleware] : undefined
}

/** Lists the routes of the routers among the middleware. `@koa/router` has put the prefixes into the paths. */
export function auditKoa(
  middleware: readonly Middleware[],
  options: RouteAuditOptions,
  findings: Findings,
): void {
  const guards: Guard[] = []
  for (const each of middleware) {
    const protection = options.requirementOf(each)
    if (protection) guards.push({ protection, depth: 0, matcher: undefined, plain: true, method: 'ALL' })
    else if (isRouter(each.router)) auditRouter(each.router, [...guards], options, findings)
    else findings.unseen.push(`${nameOf(each)} at /`)
  }
}

function auditRouter(
  router: KoaRouter,
  guards: Guard[],
  options: RouteAuditOptions,
  findings: Findings,
): void {
  for (const layer of router.stack) {
    const parts = [{ path: String(layer.path), matcher: layer }]
    if (layer.methods.length > 0) {
      const alone = router.exclusive ? [...guards] : guards
      const methods = isEveryMethod(layer.methods)
        ? ['ALL']
        : layer.methods.filter((name) => !isImplied(name, layer))
      for (const method of methods)
        addRoute({ method, handlers: layer.stack, parts, parametersToGoOn: 2 }, alone, options, findings)
      continue
    }
    const plain =
      typeof layer.path === 'string' && isPlain(layer.path.replace(/\(\?:\\\/\|\$\)$|\{\/\*rest\}$/, ''))
    const everywhere = anyPath.includes(String(layer.path))
    for (const each of layer.stack) {
      const protection = options.requirementOf(each)
      if (!protection) findings.unseen.push(`${nameOf(each)} at ${everywhere ? '/' : shownPath(parts)}`)
      else if (!router.exclusive)
        guards.push({ protection, depth: 0, matcher: everywhere ? undefined : layer, plain, method: 'ALL' })
    }
  }
}

/** A route for GET is one for HEAD too. */
const isImplied = (method: string, { methods }: KoaLayer) => method === 'HEAD' && methods.includes('GET')

const nameOf = ({ name }: Middleware) => (name === '' ? '<anonymous>' : name)

function isRouter(value: unknown): value is KoaRouter {
  const stack: unknown =
    typeof value === 'object' && value !== null && 'stack' in value ? value.stack : undefined
  return Array.isArray(stack)
}
