import { subscribe } from 'node:diagnostics_channel'
import { isDeepStrictEqual } from 'node:util'
import type { AuditedRoute, Findings, RouteAuditOptions, RouteProtection } from './route-audit.js'

type Hook = (...values: never[]) => unknown

/** The hooks that run before a handler, in their order. */
const phases = ['onRequest', 'preParsing', 'preValidation', 'preHandler'] as const

type Hooks = Readonly<Partial<Record<(typeof phases)[number], Hook | readonly Hook[] | null>>>

/** What is read of an instance of Fastify: an app, or a context in it. */
interface FastifyInstance {
  readonly prefix: string
  addHook(name: 'onRoute', hook: (this: FastifyInstance, route: RouteOptions) => void): unknown
  addHook(name: 'onReady', hook: (done: () => void) => void): unknown
}

interface RouteOptions extends Hooks {
  readonly method: string | readonly string[]
  /** With the prefixes of its contexts. */
  readonly url: string
  readonly config?: { readonly access?: object | undefined } | undefined
}

/** A route with the context in which it was declared. */
interface DeclaredRoute {
  readonly route: RouteOptions
  readonly context: FastifyInstance
}

/**
 * Of the apps that were made since this module was loaded. Fastify tells its routes only while they are declared, and its apps only when
 * they are made.
 *
 * @see https://fastify.dev/docs/latest/Reference/Hooks/#diagnostics-channel-hooks
 */
const known = new WeakMap<object, { readonly routes: DeclaredRoute[]; isReady: boolean }>()

subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { readonly fastify: FastifyInstance }
  const app = { routes: [] as DeclaredRoute[], isReady: false }
  known.set(fastify, app)
  fastify.addHook('onRoute', function (route) {
    app.routes.push({ route, context: this })
  })
  fastify.addHook('onReady', (done) => {
    app.isReady = true
    done()
  })
})

/**
 * The routes of an app of Fastify, or nothing when it is none.
 *
 * @throws {TypeError} when its routes are not known, or not all of them yet
 */
export function fastifyRoutes(app: object): readonly DeclaredRoute[] | undefined {
  if (!('addHook' in app && 'inject' in app && 'printRoutes' in app)) return undefined
  const declared = known.get(app)
  if (!declared) {
    throw new TypeError(
      'auditRoutes(): the routes of this app are not known: load @qalqon/testing before fastify() is called, and hand in the app itself, not a context',
    )
  }
  if (!declared.isReady) throw new TypeError('auditRoutes(): the app is not ready: await app.ready() before')
  return declared.routes
}

/** Lists the routes of an app with the hooks that run before their handlers: those of their contexts, and their own. */
export function auditFastify(
  routes: readonly DeclaredRoute[],
  { requirementOf }: RouteAuditOptions,
  findings: Findings,
): void {
  const unseen = new Set<string>()
  const listed: AuditedRoute[] = []
  for (const { route, context } of routes) {
    const ofContext = (hidden(context, 'fastify.hooks') ?? {}) as Hooks
    const hooks = phases.flatMap((phase) => [
      ...listOf(ofContext[phase]).map((hook) => ({ hook, place: context.prefix || '/' })),
      ...listOf(route[phase]).map((hook) => ({ hook, place: route.url })),
    ])
    const protectedBy: RouteProtection[] = []
    for (const { hook, place } of hooks) {
      const protection = requirementOf(hook)
      if (protection) protectedBy.push(protection)
      else unseen.add(`${hook.name || '<anonymous>'} at ${place}`)
    }
    const access = route.config?.access
    // A guard that finds it there enforces it.
    if (access && protectedBy.length > 0)
      protectedBy.push({ authentication: 'required', requirement: access })
    const open = !protectedBy.some(({ authentication }) => authentication === 'required')
    for (const method of methodsOf(route)) listed.push({ method, path: route.url, open, protectedBy })
  }
  findings.routes.push(...listed.filter((route) => !isImplied(route, listed)))
  findings.unseen.push(...unseen)
}

/** A route for GET is one for HEAD too, which Fastify declares by itself. Another one that is guarded otherwise is a route of its own. */
const isImplied = ({ method, path, ...head }: AuditedRoute, listed: readonly AuditedRoute[]): boolean =>
  method === 'HEAD' &&
  listed.some(
    (get) =>
      get.method === 'GET' &&
      get.path === path &&
      isDeepStrictEqual({ open: get.open, protectedBy: get.protectedBy }, head),
  )

const listOf = (hooks: Hook | readonly Hook[] | null | undefined): readonly Hook[] => [hooks ?? []].flat()

/** What `app.all` stands for at least. */
const everyMethod = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']

function methodsOf({ method }: RouteOptions): readonly string[] {
  const methods = [method].flat()
  return everyMethod.every((name) => methods.includes(name)) ? ['ALL'] : methods
}

/** What Fastify keeps under a symbol. */
function hidden(instance: object, description: string): unknown {
  for (let at: object | null = instance; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const key = Object.getOwnPropertySymbols(at).find((symbol) => symbol.description === description)
    if (key) return (at as Record<symbol, unknown>)[key]
  }
  return undefined
}
