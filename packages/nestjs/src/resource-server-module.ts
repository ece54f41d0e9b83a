import {
  ConfigurationFault,
  guardOf,
  type ClaimsParser,
  type JsonObject,
  type MaybePromise,
  type ResourceServerOptions,
} from '@qalqon/core'
import {
  Inject,
  Module,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
  type NestModule,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common'
import { APP_FILTER, APP_GUARD, HttpAdapterHost, ModulesContainer } from '@nestjs/core'
import { authenticatingGuard } from './authenticating-guard.js'
import { handlersOf, isReference, messageHandlersOf, nameOf, unguardedResolversOf } from './handlers.js'
import { ResourceServerGuard } from './resource-server-guard.js'
import { coreOf, NestResourceServer } from './resource-server.js'
import { ownGuards, routeAt } from './route.js'
import { TokenFaultFilter } from './token-fault-filter.js'
import { protectUnrouted } from './unrouted.js'

/** What the module does with its resource server. */
export interface ResourceServerModuleOptions {
  /**
   * Whether routes are open that say nothing: then only those with `@RequireScope` and its like, or with a guard, need a token. **A route on which
   * it was forgotten is open too.**
   *
   * @default false: every route needs a token, unless it is marked with `@Open()`, and so does a request that no route answers
   */
  readonly openByDefault?: boolean
  /**
   * Whether the metadata of the API is served, at the root, whatever the global prefix is, and to everybody. Challenges then lead there.
   *
   * @default false
   * @see RFC 9728 §3
   */
  readonly serveMetadata?: boolean
}

/** The options of a resource server, or one that `resourceServer(…)` has made of them. */
export type ResourceServerSource<C = JsonObject, Anonymous extends boolean = boolean> =
  (ResourceServerOptions<C, Anonymous> & ClaimsParser<C>) | NestResourceServer<C, Anonymous>

/** Where the options come from when they are not there yet. */
export interface ResourceServerAsyncOptions<C = JsonObject>
  extends Pick<ModuleMetadata, 'imports'>, Pick<FactoryProvider, 'inject'>, ResourceServerModuleOptions {
  /** Returns the options of the resource server, or one that is built. What it throws ends the start of the application. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Nest hands in what `inject` names, and knows no types of it
  readonly useFactory: (...injected: any[]) => MaybePromise<ResourceServerSource<C>>
}

/** By which Nest injects what the module does. */
export const moduleOptions = Symbol('ResourceServerModuleOptions')

/**
 * Protects a NestJS API: `imports: [ResourceServerModule.forRoot({ issuer, audience })]` in the root module. Every route needs a valid access
 * token, also those of other modules, unless it is marked with `@Open()`; all other requests are answered with 400, 401 or 503 and never
 * reach a handler. The token is a parameter of the handler: `@Auth() auth: AccessToken`.
 *
 * It protects handlers of HTTP requests and resolvers of GraphQL. Handlers of WebSockets and microservices are refused, unless they are marked with
 * `@Open()`. What is no handler of Nest, such as static files, it does not protect. One application has one of it; further resource
 * servers are guards: `@UseGuards(resourceServer(…))`.
 */
@Module({})
export class ResourceServerModule implements NestModule, OnModuleInit {
  readonly #options: ResourceServerModuleOptions
  readonly #api: NestResourceServer
  readonly #host: HttpAdapterHost
  readonly #modules: ModulesContainer

  constructor(
    @Inject(moduleOptions) options: ResourceServerModuleOptions,
    @Inject(NestResourceServer) api: NestResourceServer,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(ModulesContainer) modules: ModulesContainer,
  ) {
    this.#options = options
    this.#api = api
    this.#host = host
    this.#modules = modules
  }

  /**
   * Protects with these options, or with a resource server that is built and whose guards stand in other files.
   *
   * @param options what the module does with it
   * @throws {ConfigurationFault} naming the option that is at fault.
   */
  static forRoot<C = JsonObject, const Anonymous extends boolean = false>(
    source: ResourceServerSource<C, Anonymous>,
    options: ResourceServerModuleOptions = {},
  ): DynamicModule {
    return moduleOf({ provide: NestResourceServer, useValue: built(source) }, options)
  }

  /** The same with options that other providers know: `{ imports, inject, useFactory }`. */
  static forRootAsync<C = JsonObject>({
    imports = [],
    inject = [],
    useFactory,
    ...options
  }: ResourceServerAsyncOptions<C>): DynamicModule {
    const provider: Provider = {
      provide: NestResourceServer,
      inject,
      useFactory: async (...injected: unknown[]) => built(await useFactory(...injected)),
    }
    return moduleOf(provider, options, imports)
  }

  /** Nest calls it when it starts: before there are routes. */
  configure(): void {
    const { httpAdapter } = this.#host
    const { openByDefault, serveMetadata } = this.#options
    if (serveMetadata) httpAdapter.use(this.#api.metadata())
    if (!openByDefault) protectUnrouted(httpAdapter, guardOf(coreOf(this.#api)))
  }

  /**
   * Nest calls it when it starts, and it looks through the handlers.
   *
   * @throws {ConfigurationFault} when one requires an audience that the resource server does not have, or is a handler of messages that
   *   says nothing: Nest hands the guards of the application to a microservice only where it is told to (`inheritAppConfig`). The same for
   *   resolvers of fields and references that ask for a token, where Nest asks no guards about them (`fieldResolverEnhancers`).
   */
  onModuleInit(): void {
    const server = coreOf(this.#api)
    for (const { controller, handler } of handlersOf(this.#modules)) {
      const { authenticatedBy, requirements } = routeAt(controller, handler)
      if (authenticatedBy.size === 0) for (const requirement of requirements) server.declare(requirement)
    }
    for (const found of unguardedResolversOf(this.#modules)) {
      const { controller, handler } = found
      const asks = ownGuards(controller).length + ownGuards(handler).length > 0
      const isSilent = isReference(handler) && !this.#options.openByDefault
      if (!routeAt(controller, handler).isOpen && (asks || isSilent)) throw resolverNotGuarded(nameOf(found))
    }
    if (this.#options.openByDefault) return
    for (const found of messageHandlersOf(this.#modules)) {
      const { isOpen, asksForToken } = routeAt(found.controller, found.handler)
      if (!isOpen && !asksForToken) throw notGuarded(nameOf(found))
    }
  }
}

const built = <C, Anonymous extends boolean>(source: ResourceServerSource<C, Anonymous>) =>
  source instanceof NestResourceServer ? source : new NestResourceServer<C, Anonymous>(source)

function moduleOf(
  provider: Provider,
  options: ResourceServerModuleOptions,
  imports: ModuleMetadata['imports'] = [],
): DynamicModule {
  checkOptions(options)
  const reach = options.openByDefault ? 'routes-that-ask' : 'all-routes'
  const guardOfApplication: Provider = {
    provide: APP_GUARD,
    inject: [NestResourceServer],
    useFactory: (api: NestResourceServer) => {
      const server = coreOf(api)
      return authenticatingGuard(server, guardOf(server), reach)
    },
  }
  return {
    module: ResourceServerModule,
    global: true,
    imports,
    providers: [
      provider,
      guardOfApplication,
      { provide: moduleOptions, useValue: options },
      { provide: APP_FILTER, useClass: TokenFaultFilter },
      ResourceServerGuard,
    ],
    exports: [NestResourceServer, ResourceServerGuard],
  }
}

const resolverNotGuarded = (name: string) =>
  new ConfigurationFault(
    'fieldResolverEnhancers',
    `Nest asks no guard about ${name}, a resolver of a field or of a reference: put fieldResolverEnhancers: ['guards'] into the options of GraphQLModule`,
  )

const notGuarded = (name: string) =>
  new ConfigurationFault(
    'Open',
    `${name} is a handler of messages, with which no token comes: check its clients in a way of its own, and then mark it with @Open(). If it answers HTTP requests too, make two handlers of it: @Open() would open the route`,
  )

const optionNames: readonly string[] = [
  'openByDefault',
  'serveMetadata',
] satisfies (keyof ResourceServerModuleOptions)[]

/** Programs in JavaScript have no types. */
function checkOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    if (!optionNames.includes(name)) {
      throw new ConfigurationFault(name, `the module has no such option; it has ${optionNames.join(' and ')}`)
    }
    if (value !== undefined && typeof value !== 'boolean') {
      throw new ConfigurationFault(name, 'expected true or false')
    }
  }
}
