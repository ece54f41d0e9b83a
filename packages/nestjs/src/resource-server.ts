import {
  ConfigurationFault,
  guardOf,
  handleOf,
  madeOfGuard,
  refuseForwarded,
  resourceServer as coreResourceServer,
  type AccessRequirement,
  type ClaimsParser,
  type JsonObject,
  type ResourceServerHandle,
  type ResourceServerOptions,
} from '@qalqon/core'
import type { CanActivate, ExecutionContext } from '@nestjs/common'
import { authenticatingGuard, type AnyServer } from './authenticating-guard.js'
import { messageOf } from './exchange.js'
import { logoutOf } from './logout.js'
import { metadataOf, type Middleware } from './metadata.js'
import { asGuard } from './route.js'

type Handle<C, Anonymous extends boolean> = ResourceServerHandle<
  CanActivate,
  C,
  Anonymous,
  Middleware,
  Middleware
>

const servers = new WeakMap<object, AnyServer>()

/**
 * A guard that protects the routes on which it stands (`@UseGuards(api)`), or all of an application (`app.useGlobalGuards(api)`), and the
 * handle of its resource server. It is the token by which Nest injects the resource server of `ResourceServerModule`:
 * `constructor(@Inject(NestResourceServer) private readonly api: NestResourceServer)`.
 *
 * `metadata()` returns a functional middleware, as `backchannelLogout()` does, for `app.use` in `main.ts`; the module puts it there with `serveMetadata`.
 */
export class NestResourceServer<C = JsonObject, Anonymous extends boolean = false>
  implements CanActivate, Handle<C, Anonymous>
{
  declare readonly ready: Handle<C, Anonymous>['ready']
  declare readonly authorizeUpgrade: Handle<C, Anonymous>['authorizeUpgrade']
  declare readonly recheck: Handle<C, Anonymous>['recheck']
  declare readonly explain: Handle<C, Anonymous>['explain']
  declare readonly revoke: Handle<C, Anonymous>['revoke']
  declare readonly stats: Handle<C, Anonymous>['stats']
  declare readonly savedKeySets: Handle<C, Anonymous>['savedKeySets']
  declare readonly metadata: Handle<C, Anonymous>['metadata']
  declare readonly backchannelLogout: Handle<C, Anonymous>['backchannelLogout']
  declare readonly requireScope: Handle<C, Anonymous>['requireScope']
  declare readonly requireAnyScope: Handle<C, Anonymous>['requireAnyScope']
  declare readonly requireAccess: Handle<C, Anonymous>['requireAccess']
  readonly #guard: CanActivate

  /** @throws {ConfigurationFault} naming the option that is at fault. */
  constructor(options: ResourceServerOptions<C, Anonymous> & ClaimsParser<C>) {
    refuseForwarded(options, 'NestJS')
    const server = coreResourceServer<C, Anonymous>(options)
    const guard = guardOf(server)
    servers.set(this, server)
    this.#guard = authenticatingGuard(server, guard, 'all-routes', this)
    const handle = handleOf(server, (guard) => authenticatingGuard(server, guard), metadataOf, logoutOf)
    Object.assign(this, handle, {
      recheck: async (request: object, requirement?: AccessRequirement<C>) =>
        handle.recheck(messageOf(request), requirement),
    })
    asGuard('authenticates', madeOfGuard(guard, this), server)
  }

  /** Whether a request may go on. One that may not is answered, and nobody hears of it any more. */
  canActivate(context: ExecutionContext): ReturnType<CanActivate['canActivate']> {
    return this.#guard.canActivate(context)
  }
}

/**
 * Builds a resource server: `resourceServer({ issuer, audience })`. A mistake in the options is thrown at once. Hand it to
 * `ResourceServerModule.forRoot`, which protects all routes with it, or put it and its guards on routes: `@UseGuards(api)`.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 */
export const resourceServer = <C = JsonObject, const Anonymous extends boolean = false>(
  options: ResourceServerOptions<C, Anonymous> & ClaimsParser<C>,
): NestResourceServer<C, Anonymous> => new NestResourceServer<C, Anonymous>(options)

/** The resource server of the core behind one of Nest. */
export function coreOf(api: object): AnyServer {
  const server = servers.get(api)
  if (!server) throw new ConfigurationFault('ResourceServerModule', 'expected what resourceServer(…) returns')
  return server
}
