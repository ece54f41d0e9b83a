import { requirementOf, type AccessRequirement, type RouteRequirement } from '@qalqon/core'
import type { INestApplicationContext } from '@nestjs/common'
import { ModulesContainer } from '@nestjs/core'
import { handlersOf, nameOf } from './handlers.js'
import { NestResourceServer } from './resource-server.js'
import { moduleOptions, type ResourceServerModuleOptions } from './resource-server-module.js'
import { ownGuards, routeAt, type Route } from './route.js'

/** What was declared at a handler, and at its controller. */
export interface DeclaredRoute {
  /** The controller, and the name of its method: `FilesController.list`. */
  readonly name: string
  /** `none`: requests reach it without a token. `optional`: also without one, where anonymous requests come through. */
  readonly authentication: 'none' | RouteRequirement['authentication']
  /** What it requires of the token, of the controller first. All of them must hold. */
  readonly requirements: readonly AccessRequirement<unknown>[]
}

/**
 * What the routes of an application require: all handlers of its controllers, for a test that no route is open by mistake.
 *
 * It reads what was declared, and sends nothing. Guards of the whole application, such as `requireScope` as `APP_GUARD`, are not in it, nor are
 * resolvers of GraphQL, guards of your own, and what is no handler of Nest.
 *
 * @param app the application, or a module of a test, with `ResourceServerModule` among its imports
 */
export function routesOf(app: INestApplicationContext): DeclaredRoute[] {
  const { openByDefault } = app.get<ResourceServerModuleOptions>(moduleOptions, { strict: false })
  const api = app.get(NestResourceServer, { strict: false })
  return handlersOf(app.get(ModulesContainer)).map(({ controller, handler }) => {
    const requirements = [...ownGuards(controller), ...ownGuards(handler)].flatMap(
      (guard) => requirementOf(guard)?.requirement ?? [],
    )
    const route = routeAt(controller, handler)
    const isOpen = route.isOpen || (openByDefault === true && !route.asksForToken)
    const authentication = isOpen ? 'none' : authenticationOf(route, api, requirements.length > 0)
    return { name: nameOf({ controller, handler }), authentication, requirements }
  })
}

function authenticationOf(
  { takesToken, authenticatedBy }: Route,
  api: object,
  isRequired: boolean,
): RouteRequirement['authentication'] {
  const guards = authenticatedBy.size > 0 ? [...authenticatedBy] : [api]
  // Of a guard that Nest makes of a class nothing is declared: it is that of the module.
  const declared = guards.map((guard) => requirementOf(guard) ?? requirementOf(api))
  const isOptional = !isRequired && !takesToken && declared.every((one) => one?.authentication === 'optional')
  return isOptional ? 'optional' : 'required'
}
