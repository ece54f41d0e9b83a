import {
  guardOf,
  handleOf,
  madeOfGuard,
  refuseForwarded,
  resourceServer as coreResourceServer,
  type ClaimsParser,
  type Guard,
  type JsonObject,
  type ResourceServerHandle,
  type ResourceServerOptions,
} from '@qalqon/core'
import type { FastifyInstance, FastifyPluginOptions } from 'fastify'
import { letFormsThrough, requestWithForm } from './form-body.js'
import { hookOf, requestOf, type Hook } from './hook.js'
import { logoutOf } from './logout.js'
import { metadataOf } from './metadata.js'
import { pluginOf, type Plugin } from './plugin.js'
import { routeHooksOf, withRouteAccess, type RoutedRequest } from './route-access.js'
import type { GuardedReply } from './write-response.js'

/** The plugin that protects a context, a hook that protects a route, and the handle of its resource server. */
export interface FastifyResourceServer<C = JsonObject, Anonymous extends boolean = false>
  extends
    Hook<RoutedRequest>,
    Plugin,
    ResourceServerHandle<Hook<RoutedRequest>, C, Anonymous, Plugin, Plugin> {}

/**
 * Protects a Fastify API: `await app.register(resourceServer({ issuer, audience }))`. Every route of the context in which it is registered,
 * and of the contexts inside it, needs a valid access token; all other requests are answered with 400, 401 or 503 and never reach a
 * handler. The token stands on `request.auth`; see `getAuth`. What a route names in `config.access` is required too.
 *
 * As a hook (`{ onRequest: api }`) it protects a route alone. It runs in `onRequest`, before the body is parsed; with `'body'` in
 * `bearerMethods` in `preValidation`, behind the parser.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 */
export function resourceServer<C = JsonObject, const Anonymous extends boolean = false>(
  options: ResourceServerOptions<C, Anonymous> & ClaimsParser<C>,
): FastifyResourceServer<C, Anonymous> {
  refuseForwarded(options, 'Fastify')
  const server = coreResourceServer(options)
  const readsForms = options.bearerMethods?.includes('body') === true
  const toHook = (guard: Guard) => hookOf(guard, readsForms ? requestWithForm : requestOf)
  const hookFor = routeHooksOf(server, toHook)
  const toRouteHook = (guard: Guard) => withRouteAccess(guard, toHook(guard), hookFor)

  const guard = guardOf(server)
  const protectRoute: Hook<RoutedRequest> = madeOfGuard(guard, (request, reply, done) =>
    hookFor(request.routeOptions.config.access)(request, reply, done),
  )

  const protectContext: Plugin = (instance, _options, done) => {
    if (!instance.hasRequestDecorator('auth')) instance.decorateRequest('auth', undefined)
    instance.addHook('onRoute', ({ config }) => void hookFor(config?.access))
    if (readsForms) letFormsThrough(instance)
    instance.addHook(readsForms ? 'preValidation' : 'onRequest', protectRoute)
    done()
  }

  const plugin = pluginOf(
    (to: FastifyInstance | RoutedRequest, by: FastifyPluginOptions | GuardedReply, done: () => void) => {
      if ('addHook' in to) protectContext(to, by, done)
      else protectRoute(to, by as GuardedReply, done)
    },
  )
  return Object.assign(madeOfGuard(guard, plugin), handleOf(server, toRouteHook, metadataOf, logoutOf))
}
