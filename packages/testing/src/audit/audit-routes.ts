import { AssertionError } from 'node:assert'
import { checkNames } from '../check-names.js'
import { auditExpress, expressStack } from './express-routes.js'
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
 * @param app an app or a router of Express 4 or 5, an app of Koa, or a router of `@koa/router`, when everything is declared
 * @throws {TypeError} when it is none of them, when an option is misspelt, or `requirementOf` is missing
 */
export function auditRoutes(app: object, options: RouteAuditOptions): RouteAudit {
  checkNames('auditRoutes()', options, optionNames)
  const { requirementOf, open = [], mounts } = options
  if (typeof requirementOf !== 'function')
    throw new TypeError('auditRoutes(): expected requirementOf, which @qalqon/express and @qalqon/koa export')
  const findings: Findings = { routes: [], unseen: [], problems: [] }
  const stack = expressStack(app)
  const middleware = stack ? undefined : koaMiddleware(app)
  if (stack) auditExpress(stack, options, findings)
  else if (middleware) {
    if (mounts) throw new TypeError('auditRoutes(): mounts is for Express; @koa/router tells its paths')
    auditKoa(middleware, options, findings)
  } else throw new TypeError('auditRoutes(): expected an app or a router of Express or Koa')
  return {
    ...findings,
    problems: [...new Set([...findings.problems, ...openProblems(findings.routes, open)])],
  }
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
