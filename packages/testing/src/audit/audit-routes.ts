import { AssertionError } from 'node:assert'
import { checkNames } from '../check-names.js'
import { auditExpress, expressStack } from './express-routes.js'
import { auditFastify, fastifyRoutes } from './fastify-routes.js'
import { auditHono, honoRoutes } from './hono-routes.js'
import { auditKoa, koaMiddleware } from './koa-routes.js'
import type { AuditedRoute, Findings, RouteAudit, RouteAuditOptions } from './route-audit.js'

const optionNames = [
  'requirementOf',
  'open',
  'mounts',
] as const satisfies readonly (keyof RouteAuditOptions)[]

/**
 * Lists the routes of an app, and which of them a request without a token reaches. A problem is a route that is open and not declared
 * so, one that is declared open and is protected or does not exist, and what Express hides and `mounts` does not name.
 *
 * It reads what was declared and sends nothing. A middleware that is no guard may answer requests before a guard, or instead of a route:
 * `unseen` names each.
 *
 * @param app an app or a router of Express 4 or 5, an app of Koa, a router of `@koa/router`, an app of Fastify 4 or 5 that is ready and was
 *   made after this module was loaded, or an app of Hono, when everything is declared
 * @throws {TypeError} when it is none of them, when an option is misspelt, or `requirementOf` is missing
 */
export function auditRoutes(app: object, options: RouteAuditOptions): RouteAudit {
  checkNames('auditRoutes()', options, optionNames)
  const { requirementOf, open = [], mounts } = options
  if (typeof requirementOf !== 'function')
    throw new TypeError('auditRoutes(): expected requirementOf, which the adapters of @qalqon export')
  const findings: Findings = { routes: [], unseen: [], problems: [] }
  const audit = auditorOf(app)
  if (!audit)
    throw new TypeError(
      'auditRoutes(): expected an app of Express, Koa, Fastify or Hono, or a router of Express or @koa/router',
    )
  if (mounts && !expressStack(app))
    throw new TypeError('auditRoutes(): mounts is for Express; others tell their paths')
  audit(options, findings)
  return {
    ...findings,
    problems: [...new Set([...findings.problems, ...openProblems(findings.routes, open)])],
  }
}

/** What lists the routes of an app, by its framework. */
function auditorOf(app: object): ((options: RouteAuditOptions, findings: Findings) => void) | undefined {
  const stack = expressStack(app)
  if (stack) return (...rest) => auditExpress(stack, ...rest)
  const middleware = koaMiddleware(app)
  if (middleware) return (...rest) => auditKoa(middleware, ...rest)
  const honos = honoRoutes(app)
  if (honos) return (...rest) => auditHono(honos, ...rest)
  const fastifys = fastifyRoutes(app)
  return fastifys && ((...rest) => auditFastify(fastifys, ...rest))
}

function openProblems(routes: readonly AuditedRoute[], declared: readonly string[]): string[] {
  const named = (route: AuditedRoute) => `${route.method} ${route.path}`
  const unexpected = routes.filter((route) => route.open && !declared.includes(named(route)))
  return [
    ...unexpected.map((route) => `${named(route)} is open, and not declared so`),
    ...declared.flatMap((name) => {
      const those = routes.filter((route) => named(route) === name)
      if (those.length === 0) return [`${name} is declared open, and there is no such route`]
      return those.some(({ open }) => open) ? [] : [`${name} is declared open, and is protected`]
    }),
  ]
}

/**
 * Fails a test when an audit has a problem.
 *
 * @throws {AssertionError} with every problem, a line for each
 */
export function assertNoOpenRoutes({ problems }: RouteAudit): void {
  if (problems.length === 0) return
  throw new AssertionError({
    message: problems.join('\n'),
    actual: problems,
    expected: [],
    operator: 'auditRoutes',
  })
}
