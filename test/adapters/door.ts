import type { ServerOptions as TlsOptions } from 'node:https'
import type {
  AccessRequirement,
  AccessToken,
  JsonObject,
  ResourceServerHandle,
  ResourceServerOptions,
  Scopes,
} from '../../packages/core/src/index.js'

/** What a handler sees of a request, in whatever framework. */
interface Exchange {
  readonly getAuth: () => AccessToken
  /** What stands where the adapter puts the token: `req.auth`, `ctx.state.auth`. */
  readonly attached: () => AccessToken<unknown> | undefined
  readonly readBody: () => Promise<string>
  /** What a body parser, or the adapter, has left of the body; where nobody reads it before, it is read now. */
  readonly parsedBody: () => unknown
  readonly setField: (name: string, value: string) => void
}

/** What it returns is answered as JSON. */
export type Handler = (exchange: Exchange) => unknown

/** An app, or a router in it. `M` is the framework's type of a middleware. */
export interface Routes<M> {
  use(middleware: M): void
  get(path: string, guards: readonly M[], handler: Handler): void
  post(path: string, guards: readonly M[], handler: Handler): void
  /** A router at a prefix. */
  mount(prefix: string, build: (routes: Routes<M>) => void): void
}

/** A server that listens on a free port of the loopback interface. */
export interface Served {
  readonly port: number
  close(): Promise<void>
}

/** An adapter with its framework, as the black-box cases use both. */
export interface Door<M> {
  resourceServer(options: ResourceServerOptions): M & ResourceServerHandle<M, JsonObject, boolean>
  readonly requireScope: (...scopes: Scopes) => M
  readonly requireAnyScope: (...scopes: Scopes) => M
  readonly requireAccess: (requirement: AccessRequirement) => M
  /** A middleware of the application that adds a challenge of its own to whatever is answered. */
  readonly ownChallenge: (value: string) => M
  /** A middleware of somebody else that writes where the adapter puts the token. */
  readonly attach: (value: unknown) => M
  /** A body parser for forms. */
  readonly formParser: M
  /** Whether a body can be read only once, so that one which was read before the resource server is a mistake in the program. */
  readonly readsBodiesOnce?: boolean
  /** Whether the framework joins the lines of a field of an answer to one: a challenge then stands in a list. */
  readonly joinsLines?: boolean
  /** Why the adapter is told nothing of the connection, and refuses `mtls`; absent where it is told. */
  readonly withoutConnection?: string
  /**
   * Serves an app. With `onError` it has an error handler of its own, which is told of every error and throws it on to
   * the framework's; with `tls` it is served over TLS.
   */
  serve(
    build: (app: Routes<M>) => void,
    onError?: (error: unknown) => void,
    tls?: TlsOptions,
  ): Promise<Served>
}
