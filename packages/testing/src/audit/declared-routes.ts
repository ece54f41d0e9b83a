import {
  covers,
  isPlain,
  matches,
  shownPath,
  type Guard,
  type PathMatcher,
  type PathPart,
} from './guard-coverage.js'
import type { Findings, RouteAuditOptions, RouteProtection } from './route-audit.js'

type Handler = (...values: never[]) => unknown

/** One method of a route: what handles it, in its order. */
export interface DeclaredRoute {
  readonly method: string
  readonly handlers: readonly Handler[]
  readonly parts: readonly PathPart[]
  /** How many parameters a handler has that can go on to the next one: with fewer it is the last that a request meets. */
  readonly parametersToGoOn: number
}

/** In Express 4 and in Express 5. That is not `/*rest`, which leaves `/` out. */
const everyPath = /^(?:\*|\/?\{\*\w+\})$/

/** The spelling of one version means something else in the other, so it is tried as well. */
const matchesEveryPath = ({ path = '', matcher }: PathPart) =>
  everyPath.test(path) && ['/', '/q7x', '/q7x/Zz.9~'].every((probe) => matches(matcher, probe))

/** More methods than anybody writes down: what `all` is to a router. */
export const isEveryMethod = (methods: readonly string[]) => methods.length > 20

/**
 * Lists a route with what protects it. A route that has nothing but guards answers nothing: it stands before later ones.
 *
 * @param guards those before it, to which the guards of such a route are added
 */
export function addRoute(
  { method, handlers, parts, parametersToGoOn }: DeclaredRoute,
  guards: Guard[],
  { requirementOf }: RouteAuditOptions,
  findings: Findings,
): void {
  const own = handlers.map((handler) => requirementOf(handler))
  if (own.every((protection) => protection !== undefined)) {
    const where = whereOf(parts.at(-1))
    for (const protection of own) guards.push({ protection, depth: parts.length - 1, method, ...where })
    return
  }
  const before = guards.filter((guard) => covers(guard, method, parts)).map(({ protection }) => protection)
  // A guard behind what answers is not met.
  const answersAt = handlers.findIndex(
    (handler, at) => own[at] === undefined && handler.length < parametersToGoOn,
  )
  const inRoute = own
    .slice(0, answersAt === -1 ? -1 : answersAt)
    .filter((protection): protection is RouteProtection => protection !== undefined)
  // What stands before a guard in the route may answer instead of it.
  const lastGuard = own.findLastIndex((protection) => protection !== undefined)
  for (const [at, handler] of handlers.slice(0, Math.max(lastGuard, 0)).entries())
    if (!own[at]) findings.unseen.push(`${handler.name || '<anonymous>'} at ${shownPath(parts)}`)
  const protectedBy = [...before, ...inRoute]
  const open = !protectedBy.some(({ authentication }) => authentication === 'required')
  findings.routes.push({ method, path: shownPath(parts), open, protectedBy })
}

function whereOf(part: PathPart | undefined): { matcher: PathMatcher | undefined; plain: boolean } {
  if (!part || matchesEveryPath(part)) return { matcher: undefined, plain: true }
  return { matcher: part.matcher, plain: isPlain(part.path ?? '') }
}
