import type { AccessToken, ResourceServer } from '@qalqon/core'
import type { Request } from 'express'

/** What a resource server found out about a request. */
export interface Authentication {
  readonly server: ResourceServer<unknown, boolean>
  /** Absent when the request came through as anonymous. */
  readonly token: AccessToken<unknown> | undefined
}

/** By request, and not on it, so that no other middleware can put there what was not proved. */
const authentications = new WeakMap<Request, Authentication>()

export const authenticationOf = (req: Request): Authentication | undefined => authentications.get(req)

/** Remembers the token for later guards, and puts it on `req.auth` for handlers. */
export function rememberAuthentication(req: Request, authentication: Authentication): void {
  authentications.set(req, authentication)
  req.auth = authentication.token as AccessToken | undefined
}
