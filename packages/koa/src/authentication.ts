import type { AccessToken, ResourceServer } from '@qalqon/core'
import type { Context } from 'koa'

/** What a resource server found out about a request. */
export interface Authentication {
  readonly server: ResourceServer<unknown, boolean>
  /** Absent when the request came through as anonymous. */
  readonly token: AccessToken<unknown> | undefined
}

/** By request, and not on the context, so that no other middleware can put there what was not proved. */
const authentications = new WeakMap<object, Authentication>()

export const authenticationOf = (ctx: Context): Authentication | undefined => authentications.get(ctx.req)

/** Remembers the token for later guards, and puts it on `ctx.state.auth` for handlers. */
export function rememberAuthentication(ctx: Context, authentication: Authentication): void {
  authentications.set(ctx.req, authentication)
  ctx.state.auth = authentication.token as AccessToken | undefined
}
