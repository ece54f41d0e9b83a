import type { ServerOptions as TlsOptions } from 'node:https'
import type {
  LogoutReceiverOptionsUnderTest,
  RequirementUnderTest,
  ResourceServerUnderTest,
  Scopes,
  ServerOptionsUnderTest,
  TokenUnderTest,
} from './adapter-under-test.js'

/** What a handler sees of a request, in whatever framework. */
export interface Exchange {
  /** `getAuth` of the adapter, for this request; it throws what that throws. */
  readonly getAuth: () => TokenUnderTest
  /** What stands where the adapter puts the token: `req.auth`, `ctx.state.auth`. */
  readonly attached: () => { readonly subject: string } | undefined
  /** Reads the body as it came. */
  readonly readBody: () => Promise<string>
  /** What a body parser, or the adapter, has left of the body; where nobody reads it before, it is read now. */
  readonly parsedBody: () => unknown
  /** By what `recheck` of the handle knows the request. */
  readonly message: object
  /** Sets a field of the answer. */
  readonly setField: (name: string, value: string) => void
}

/** What it returns, or promises, is answered as JSON with 200; what it throws goes to the framework. */
export type Handler = (exchange: Exchange) => unknown

/**
 * An app, or a router in it. What is called first stands first in the way of a request. `M` is the framework's type of a
 * middleware.
 */
export interface Routes<M> {
  /** Puts a middleware before all that is declared later. */
  use(middleware: M): void
  /** A route for `GET` and `HEAD`, behind guards of its own. */
  get(path: string, guards: readonly M[], handler: Handler): void
  post(path: string, guards: readonly M[], handler: Handler): void
  /** What receives logouts, `logoutReceiver` or `backchannelLogout` of the adapter, at a path of the app itself, for all methods. */
  receiveLogouts(path: string, receiver: object): void
  /** A router at a prefix. */
  mount(prefix: string, build: (routes: Routes<M>) => void): void
}

/** A server that listens on a free port of 127.0.0.1. */
export interface Served {
  readonly port: number
  /** Ends all connections, and resolves when the port is free. */
  close(): Promise<void>
}

/** An adapter with its framework, as {@link adapterConformance} uses both. */
export interface Door<M> {
  /** `resourceServer` of the adapter. */
  resourceServer(options: ServerOptionsUnderTest): M & ResourceServerUnderTest<M>
  /** `logoutReceiver` of the adapter. */
  readonly logoutReceiver: (options: LogoutReceiverOptionsUnderTest) => object
  /** `requireScope` of the adapter. */
  readonly requireScope: (...scopes: Scopes) => M
  /** `requireAnyScope` of the adapter. */
  readonly requireAnyScope: (...scopes: Scopes) => M
  /** `requireAccess` of the adapter. */
  readonly requireAccess: (requirement: RequirementUnderTest) => M
  /** `requirementOf`, which the adapter exports from `@qalqon/core`. */
  readonly requirementOf: (middleware: object) => object | undefined
  /** A middleware of the application that adds a challenge of its own to whatever is answered. */
  readonly ownChallenge: (value: string) => M
  /** A middleware of somebody else that writes where the adapter puts the token. */
  readonly attach: (value: unknown) => M
  /** A body parser for forms. */
  readonly formParser: M
  /**
   * Whether a body can be read only once, so that one which was read before the resource server is a mistake in the program.
   * @default false
   */
  readonly readsBodiesOnce?: boolean
  /**
   * Whether the framework joins the lines of a field of an answer to one: a challenge then stands in a list.
   * @default false
   */
  readonly joinsLines?: boolean
  /** Why the adapter is told nothing of the connection, and refuses `mtls`; absent where it is told. */
  readonly withoutConnection?: string
  /**
   * Serves an app on 127.0.0.1. An error that a handler throws, and a mistake in the program, is answered with 500.
   *
   * @param build declares its routes
   * @param onError with it the app has an error handler of its own, which is told of every error and throws it on to the
   *   framework's
   * @param tls with it the app is served over TLS, by these options of `node:https`
   */
  serve(
    build: (app: Routes<M>) => void,
    onError?: (error: unknown) => void,
    tls?: TlsOptions,
  ): Promise<Served>
}
