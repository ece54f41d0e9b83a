import { addRoute, isEveryMethod } from './declared-routes.js'
import { isReached, mountPaths, subAppsAt, type ExpressLayer, type ExpressRoute } from './express-layer.js'
import { isPlain, shownPath, type Guard, type PathPart } from './guard-coverage.js'
import type { Findings, RouteAuditOptions } from './route-audit.js'

/** What Express 4 puts first into every app, in this order. */
const ofExpressItself = ['query', 'expressInit']

/** The layers of an app that somebody has put there. */
const withoutOwn = (layers: readonly ExpressLayer[]) =>
  layers.filter(({ name }, at) => name !== ofExpressItself[at])

/** The layers of an app or a router of Express, or nothing when it is none. */
export function expressStack(app: object): readonly ExpressLayer[] | undefined {
  const { stack, lazyrouter } = app as { stack?: unknown; lazyrouter?: unknown }
  if (typeof app === 'function' && Array.isArray(stack)) return stack as ExpressLayer[]
  // Express 4 makes its router with the first route, and throws over `app.router`.
  if (typeof lazyrouter === 'function')
    return withoutOwn((app as { _router?: { stack: ExpressLayer[] } })._router?.stack ?? [])
  const { router } = app as { router?: (() => void) & { readonly stack?: unknown } }
  return typeof app === 'function' && Array.isArray(router?.stack)
    ? (router.stack as ExpressLayer[])
    : undefined
}

/** Lists the routes of the layers, and of the routers and apps among them. */
export function auditExpress(
  stack: readonly ExpressLayer[],
  options: RouteAuditOptions,
  findings: Findings,
): void {
  const { requirementOf, mounts = {} } = options
  const used = new Set<string>()

  function walk(
    layers: readonly ExpressLayer[],
    parts: readonly PathPart[],
    inherited: readonly Guard[],
  ): void {
    const guards = [...inherited]
    for (const layer of layers) {
      const protection = requirementOf(layer.handle)
      const nested = expressStack(layer.handle)
      if (layer.route) addRoutes(layer, layer.route, parts, guards)
      else if (protection)
        guards.push({
          protection,
          depth: parts.length,
          matcher: isReached(layer) ? undefined : layer,
          plain: mountPaths(layer, {}, used).every(isPlain),
          method: 'ALL',
        })
      else if (nested) walkMounted(nested, mountPaths(layer, mounts, used), layer, parts, guards)
      else if (layer.name === 'mounted_app') walkApps(layer, parts, guards)
      else if (layer.handle.length < 4) findings.unseen.push(`${layer.name} at ${placeOf(layer, parts)}`)
    }
  }

  const placeOf = (layer: ExpressLayer, parts: readonly PathPart[]) => {
    const [path] = mountPaths(layer, {}, used)
    return shownPath([...parts, { path, matcher: layer }])
  }

  function addRoutes(
    layer: ExpressLayer,
    route: ExpressRoute,
    parts: readonly PathPart[],
    guards: Guard[],
  ): void {
    const paths = (Array.isArray(route.path) ? route.path.flat(Infinity) : [route.path]) as unknown[]
    for (const [method, handlers] of handlersByMethod(
      route,
      (handler) => requirementOf(handler) !== undefined,
    ))
      for (const path of paths)
        addRoute(
          {
            method,
            handlers,
            parts: [...parts, { path: String(path), matcher: layer }],
            parametersToGoOn: 3,
          },
          guards,
          options,
          findings,
        )
  }

  function walkMounted(
    nested: readonly ExpressLayer[],
    paths: readonly (string | undefined)[],
    layer: ExpressLayer,
    parts: readonly PathPart[],
    guards: readonly Guard[],
  ): void {
    for (const path of paths) {
      const within = [...parts, { path, matcher: layer }]
      if (path === undefined)
        findings.problems.push(
          `a router is mounted at ${shownPath(within)}, which Express does not tell: name it in mounts`,
        )
      walk(nested, within, guards)
    }
  }

  function walkApps(layer: ExpressLayer, parts: readonly PathPart[], guards: readonly Guard[]): void {
    const apps = subAppsAt(layer, mounts, used)
    if (apps.length === 0)
      findings.problems.push(
        `an app is mounted at ${placeOf(layer, parts)}, whose routes Express does not show: name it in mounts`,
      )
    for (const [path, app] of apps) walkMounted(expressStack(app) ?? [], [path], layer, parts, guards)
  }

  walk(stack, [], [])
  for (const path of Object.keys(mounts))
    if (!used.has(path))
      findings.problems.push(
        `mounts names ${path}, and what it names is not mounted there, or Express tells it itself`,
      )
}

/** A method, and its handlers with those of `all`. */
function handlersByMethod(route: ExpressRoute, isGuard: (handler: ExpressLayer['handle']) => boolean) {
  const methods = Object.keys(route.methods).filter((method) => route.methods[method])
  const handlersOf = (method: string) =>
    route.stack
      .filter((each) => (each.method === undefined || each.method === method) && each.handle.length < 4)
      .map(({ handle }) => handle)
  if (isEveryMethod(methods)) return [['ALL', handlersOf(methods[0] ?? '')] as const]
  return methods.flatMap((method) => {
    const handlers = handlersOf(method)
    const last = handlers.at(-1)
    // `route.all(guard).get(handler)`: the first part answers nothing.
    if (method === '_all' && methods.length > 1 && last && isGuard(last)) return []
    return [[method === '_all' ? 'ALL' : method.toUpperCase(), handlers] as const]
  })
}
