import { requirementOf, type AccessRequirement } from '@qalqon/core'
import { SetMetadata, type ExecutionContext } from '@nestjs/common'
import { GUARDS_METADATA } from '@nestjs/common/constants.js'
import { Reflector } from '@nestjs/core'
import { addedUp } from './added-up.js'

/** What stands at a handler and at its controller: read once, since decorators have run before the first request. */
export interface Route {
  /** Whether `@Open()` holds for it. What is nearer to the handler wins; where both stand together, what asks for a token. */
  readonly isOpen: boolean
  /** The guards on it that authenticate: `@UseGuards(api)`, `@UseGuards(api.requireScope(…))`. */
  readonly authenticatedBy: ReadonlySet<object>
  /** Whether anything on it asks for a token. */
  readonly asksForToken: boolean
  /** What its decorators require, of the controller first; as few as can be, so that a refusal names all scopes. */
  readonly requirements: readonly AccessRequirement<unknown>[]
  /** Whether its handler takes the token as a parameter, and so cannot do without one. */
  readonly takesToken: boolean
}

type Role = 'authenticates' | 'requires' | 'decorator'
export type Handler = ReturnType<ExecutionContext['getHandler']>

const openKey = 'qalqon:open'
const tokenKey = 'qalqon:token'
const roles = new WeakMap<object, Role>()
const servers = new WeakMap<object, object>()
const routes = new WeakMap<object, WeakMap<object, Route>>()
const reflector = new Reflector()

/** Says what a guard, or the class of one, does, and for which resource server: none that is named is that of the module. */
export function asGuard<G extends object>(role: Role, guard: G, server?: object): G {
  roles.set(guard, role)
  if (server) servers.set(guard, server)
  return guard
}

/** The resource server of a guard, where one is named. */
export const serverOf = (guard: object): object | undefined => servers.get(guard)

/** What stands at the handler of a request, and at its controller. */
export const routeOf = (context: ExecutionContext): Route => routeAt(context.getClass(), context.getHandler())

/** What stands at a handler and at its controller. */
export function routeAt(controller: object, handler: Handler): Route {
  const ofController = routes.get(controller) ?? new WeakMap<object, Route>()
  routes.set(controller, ofController)
  const route = ofController.get(handler) ?? readRoute(controller, handler)
  ofController.set(handler, route)
  return route
}

function readRoute(controller: object, handler: Handler): Route {
  const [onController, onHandler] = [ownGuards(controller as Handler), ownGuards(handler)]
  const all = [...onController, ...onHandler]
  const withRole = (role: Role) => all.filter((guard) => roles.get(guard) === role)
  const takesToken = reflector.get<true | undefined>(tokenKey, handler) === true
  const isOpen =
    onHandler.length === 0 &&
    !takesToken &&
    (isMarkedOpen(handler) || (onController.length === 0 && isMarkedOpen(controller as Handler)))
  return {
    isOpen,
    authenticatedBy: new Set(withRole('authenticates')),
    asksForToken: takesToken || all.length > 0,
    requirements: addedUp(withRole('decorator').flatMap((guard) => requirementOf(guard)?.requirement ?? [])),
    takesToken,
  }
}

/** The guards of this package that stand at a handler or at a controller. */
export const ownGuards = (target: Handler): object[] =>
  (reflector.get<object[] | undefined>(GUARDS_METADATA, target) ?? []).filter(isOwn)

/** A class that extends a guard asks for a token too. It does not count as one that authenticates: it may do so, or not. */
const isOwn = (guard: object): boolean =>
  roles.has(guard) || (typeof guard === 'function' && isOwn(Object.getPrototypeOf(guard) as object))

/** Marks a handler, or a controller, as open. */
export const markOpen = (target: object, key?: string | symbol, descriptor?: PropertyDescriptor): void => {
  const marked = (descriptor?.value ?? target) as object
  SetMetadata(openKey, new WeakSet([marked]))(marked as Handler)
}

/** A controller is open when it says so itself: from a class that it extends it inherits no openness. */
const isMarkedOpen = (target: Handler): boolean =>
  reflector.get<WeakSet<object> | undefined>(openKey, target)?.has(target) === true

/** Marks a handler that takes the token as a parameter. */
export function markTakesToken(prototype: object, key: string | symbol): void {
  const handler: unknown = Reflect.get(prototype, key)
  SetMetadata(tokenKey, true)(handler as Handler)
}
