import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Context } from './middleware.js'

/** A request and its answer, and what oidc-provider knew of them if they came to one of its endpoints. */
type ObservedContext = Context & { readonly oidc?: KoaContextWithOIDC['oidc'] }

/**
 * A way to watch this server at work, for those who show or record what happens. It is called once, before the first
 * request, and what it returns sees each request first and each answer last.
 *
 * By the `provider` it may listen to the events of oidc-provider (`grant.success`, `authorization.success`,
 * `backchannel.success`, `refresh_token.consumed`, …), and when an endpoint of oidc-provider has answered, `ctx.oidc`
 * holds what it knew: the route, the parameters, the client, the account, the grant. There are tokens and secrets among
 * all that: whoever watches has to shorten them before they go anywhere. The body of a request is not for it to read.
 */
export type Observe = (
  provider: Provider,
) => (ctx: ObservedContext, next: () => Promise<void>) => Promise<void>
