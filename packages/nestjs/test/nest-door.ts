import 'reflect-metadata'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  Catch,
  Controller,
  Get,
  Header,
  HttpCode,
  Module,
  Options,
  NotFoundException,
  Post,
  Req,
  Res,
  UseGuards,
  type ArgumentsHost,
  type CanActivate,
  type INestApplication,
  type MiddlewareConsumer,
  type NestModule,
  type Type,
} from '@nestjs/common'
import { APP_GUARD, NestFactory, type AbstractHttpAdapter as HttpAdapter } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { Door, Handler, Routes } from '@qalqon/testing/adapters'
import {
  getAuth,
  logoutReceiver,
  requirementOf,
  NestResourceServer,
  requireAccess,
  requireAnyScope,
  requireScope,
  resourceServer,
  ResourceServerModule,
  TokenFaultFilter,
  type AccessToken,
  type Middleware,
} from '../src/index.js'

export type Platform = 'express' | 'fastify'

/** What the cases use as a middleware: a guard of Nest, or a functional middleware of Nest. */
type Use = CanActivate | Middleware

interface Request {
  readonly raw?: AsyncIterable<Buffer>
  readonly auth?: AccessToken<unknown>
  readonly body?: unknown
}

interface Response {
  header(name: string, value: string): unknown
}

interface RouteStep {
  readonly method: 'get' | 'post'
  readonly path: string
  /** What stands at the controller, and what at the handler. */
  readonly guards: readonly [controller: readonly Use[], handler: readonly Use[]]
  readonly handler: Handler
}

/** What is used at the root before any route holds for the whole application, as far as the resource server; the rest stands at controllers. */
class Recorded {
  readonly routes: RouteStep[] = []
  readonly middlewares: Middleware[] = []
  readonly receivers: (readonly [path: string, receiver: Middleware])[] = []
  readonly globalGuards: CanActivate[] = []
  api: NestResourceServer<never, boolean> | undefined
  parsesForms = false

  routesOf(prefix: string, uses: Use[], formParser: Use): Routes<Use> {
    const add =
      (method: RouteStep['method']): Routes<Use>['get'] =>
      (path, guards, handler) =>
        void this.routes.push({ method, path: prefix + path, guards: [[...uses], guards], handler })
    return {
      use: (use) => {
        if (use === formParser) this.parsesForms = true
        else if (isGuard(use)) this.#useGuard(use, prefix, uses)
        // Middlewares of Nest come before its guards. One that is handed in behind is never reached.
        else if (!this.api) this.middlewares.push(use)
      },
      get: add('get'),
      post: add('post'),
      receiveLogouts: (path, receiver) => void this.receivers.push([prefix + path, receiver as Middleware]),
      mount: (path, build) => build(this.routesOf(prefix + path, [...uses], formParser)),
    }
  }

  #useGuard(use: CanActivate, prefix: string, uses: Use[]): void {
    if (prefix !== '' || this.routes.length > 0 || this.api) uses.push(use)
    else if (use instanceof NestResourceServer) this.api = use as NestResourceServer<never, boolean>
    else this.globalGuards.push(use)
  }
}

const isGuard = (use: Use): use is CanActivate => 'canActivate' in use

/** A controller with one handler. */
function controllerOf({ method, path, guards: [onController, onHandler], handler }: RouteStep): Type {
  @Controller()
  @UseGuards(...onController.filter(isGuard))
  class RouteController {
    @(method === 'get' ? Get(path) : Post(path))
    @UseGuards(...onHandler.filter(isGuard))
    @HttpCode(200)
    @Header('Content-Type', 'application/json')
    async handle(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
      const answer = await handler({
        getAuth: () => getAuth(request),
        attached: () => request.auth,
        readBody: async () => readBody(request),
        parsedBody: () => request.body,
        message: request,
        setField: (name, value) => void response.header(name, value),
      })
      return JSON.stringify(answer)
    }
  }
  return RouteController
}

/** Nest asks no guard about what no handler is there for. */
function preflightsOf({ path, guards: [onController] }: RouteStep): Type {
  @Controller()
  @UseGuards(...onController.filter(isGuard))
  class PreflightController {
    @Options(path)
    allow(): string {
      return ''
    }
  }
  return PreflightController
}

function appOf({ api, globalGuards, routes }: Recorded): Type {
  @Module({
    imports: api ? [ResourceServerModule.forRoot(api)] : [],
    controllers: [
      ...routes.map(controllerOf),
      ...routes.filter(({ method }) => method === 'get').map(preflightsOf),
    ],
    providers: globalGuards.map((guard) => ({ provide: APP_GUARD, useValue: guard })),
  })
  class AppModule implements NestModule {
    configure(consumer: MiddlewareConsumer): void {
      for (const { path, guards } of routes) {
        for (const use of guards.flat()) if (!isGuard(use)) consumer.apply(use).forRoutes(path)
      }
    }
  }
  return AppModule
}

/** A filter of the application that is told of everything, and passes it on. */
@Catch()
class Telling extends TokenFaultFilter {
  constructor(
    app: INestApplication,
    readonly tell: (error: unknown) => void,
  ) {
    super(app.getHttpAdapter() as HttpAdapter)
  }

  override catch(exception: unknown, host: ArgumentsHost): unknown {
    if (!(exception instanceof NotFoundException)) this.tell(exception)
    return super.catch(exception, host)
  }
}

export function nestDoor(platform: Platform): Door<Use> {
  const formParser: Use = (_req, _res, next) => next()
  return {
    logoutReceiver,
    resourceServer,
    requireScope,
    requireAnyScope,
    requireAccess,
    requirementOf,
    ownChallenge: (value) => (_req, res, next) => {
      res.setHeader('WWW-Authenticate', value)
      next()
    },
    attach: (value) => ({
      canActivate: (context) => {
        Object.assign(context.switchToHttp().getRequest<object>(), { auth: value })
        return true
      },
    }),
    formParser,
    serve: async (build, onError, tls) => {
      const recorded = new Recorded()
      build(recorded.routesOf('', [], formParser))
      const options = { logger: false, bodyParser: recorded.parsesForms, abortOnError: false } as const
      const adapter =
        platform === 'fastify'
          ? new FastifyAdapter({ ...(tls && { https: tls }) } as object)
          : new ExpressAdapter()
      const app = await NestFactory.create(appOf(recorded), adapter, {
        ...options,
        ...(tls && { httpsOptions: tls as object }),
      })
      if (adapter instanceof FastifyAdapter && !recorded.parsesForms) {
        // Handlers read bodies themselves.
        adapter.getInstance().removeAllContentTypeParsers()
        adapter.getInstance().addContentTypeParser('*', (_request, _payload, done) => done(null))
      }
      for (const middleware of recorded.middlewares) app.use(middleware)
      for (const [path, receiver] of recorded.receivers) app.use(path, receiver)
      if (onError) app.useGlobalFilters(new Telling(app, onError))
      await app.listen(0, '127.0.0.1')
      const server = app.getHttpServer() as Server
      return {
        port: (server.address() as AddressInfo).port,
        close: async () => {
          server.closeAllConnections()
          await app.close()
        },
      }
    },
  }
}

async function readBody(request: Request): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request.raw ?? (request as AsyncIterable<Buffer>)) parts.push(part)
  return Buffer.concat(parts).toString()
}
