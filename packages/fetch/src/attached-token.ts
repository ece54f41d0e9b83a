import type { AccessToken } from '@qalqon/core'

/** The token of a request that a guard has let through; `undefined` for an anonymous one. A Fetch request has no room for it. */
export const attachedToken = new WeakMap<Request, AccessToken<unknown> | undefined>()
