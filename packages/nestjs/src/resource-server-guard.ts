import { guardOf } from '@qalqon/core'
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { authenticatingGuard } from './authenticating-guard.js'
import { coreOf, NestResourceServer } from './resource-server.js'
import { asGuard } from './route.js'

/**
 * The guard of the resource server of `ResourceServerModule`, for an application that is open by default: `@UseGuards(ResourceServerGuard)`
 * on a controller or a handler. As `APP_GUARD` of the root module it comes before the guards behind it there, which may call `getAuth`.
 */
@Injectable()
export class ResourceServerGuard implements CanActivate {
  readonly #guard: CanActivate

  constructor(@Inject(NestResourceServer) api: NestResourceServer<never, boolean>) {
    const server = coreOf(api)
    this.#guard = authenticatingGuard(server, guardOf(server), 'all-routes', ResourceServerGuard)
  }

  /** Whether a request may go on. One that may not is answered, and nobody hears of it any more. */
  canActivate(context: ExecutionContext): ReturnType<CanActivate['canActivate']> {
    return this.#guard.canActivate(context)
  }
}

asGuard('authenticates', ResourceServerGuard)
