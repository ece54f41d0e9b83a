import { covers, isPlain, shownPath, type Guard, type PathPart } from './guard-coverage.js'
import type { Findings, RouteAuditOptions, RouteProtection } from './route-audit.js'

type Handler = (...values: never[]) => unknown

/** One method of a route: what handles it, in its order. */
export interface DeclaredRoute {
  readonly method: string
  readonly handlers: readonly Handler[]
  readonly parts: readonly PathPart[]
}

/** In Express 4 and in Express 5. That is not `/*rest`, which leaves `/` out. */
const everyPath = /^(?:\*|\/?\{\*\w+\})$/

/** More methods than anybody writes down: what `all` is to a router. */
export const isEveryMethod = (methods: readonly string[]) => methods.length > 20

/**
 * Lists a route with what protects it. A route that has nothing but guards answers nothing: it stands before later ones.
 *
 * @param guards those before it, to which the guards of such a route are added
 */
export function addRoute(
  { method, handlers, parts }: DeclaredRoute,
  guards: Guard[],
  { requirementOf }: RouteAuditOptions,
  findings: Findings,
): void {
  const own = handlers.map((handler) => requirementOf(handler))
  if (own.every((protection) => protection !== undefined)) {
    const { path = '', matcher } = parts.at(-1) ?? {}
    const where = everyPath.test(path)
      ? { matcher: undefined, plain: true }
      : { matcher, plain: isPlain(path) }
    for (const protection of own) guards.push({ protection, depth: parts.length - 1, method, ...where })
    return
  }
  const before = guards.filter((guard) => covers(guard, method, parts)).map(({ protection }) => protection)
  // A guard at the end comes after the handler.
  const inRoute = own
    .slice(0, -1)
    .filter((protection): protection is RouteProtection => protection !== undefined)
  const protectedBy = [...before, ...inRoute]
  const open = !protectedBy.some(({ authentication }) => authentication === 'required')
  findings.routes.push({ method, path: shownPath(parts), open, protectedBy })
}
