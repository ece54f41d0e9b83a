import type Provider from 'oidc-provider'

/** What is known of a request and of its answer, as Koa keeps it. */
export type Context = Parameters<Parameters<Provider['use']>[0]>[0]

/** A step of the way of a request through this server; `next` is the rest of the way. */
export type Middleware = (ctx: Context, next: () => Promise<void>) => Promise<void>
