import { parse } from 'node:querystring'
import type fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import type { Door, Handler, Routes } from '@qalqon/testing/adapters'
import {
  requirementOf,
  getAuth,
  logoutReceiver,
  requireAccess,
  requireAnyScope,
  requireScope,
  resourceServer,
} from '../src/index.js'
import type { Hook } from '../src/hook.js'
import type { RoutedRequest } from '../src/route-access.js'
import { pluginOf, type Plugin } from '../src/plugin.js'

type Middleware = Hook<RoutedRequest> | Plugin

/** Where the guards of routes stand. With forms, the resource server itself stands at `preValidation`. */
type GuardPhase = 'preValidation' | 'preHandler'

/** One call of a method of `Routes`. */
interface Step {
  readonly isUse: boolean
  readonly take: (instance: FastifyInstance) => unknown
}

const handlerOf = (handler: Handler) => async (request: FastifyRequest, reply: FastifyReply) => {
  const answer = await handler({
    getAuth: () => getAuth(request),
    attached: () => request.auth,
    readBody: async () => readBody(request),
    parsedBody: () => request.body,
    message: request.raw,
    setField: (name, value) => void reply.header(name, value),
  })
  return reply.type('application/json').send(JSON.stringify(answer))
}

const isPlugin = (middleware: Middleware): middleware is Plugin => Symbol.for('skip-override') in middleware

function recordedSteps(build: (routes: Routes<Middleware>) => void, phase: GuardPhase): Step[] {
  const steps: Step[] = []
  const add = (take: Step['take'], isUse = false) => void steps.push({ isUse, take })
  const route =
    (method: 'get' | 'post'): Routes<Middleware>['get'] =>
    (url, guards, handler) =>
      add((instance) => void instance[method](url, { [phase]: guards as Hook[] }, handlerOf(handler)))
  build({
    use: (middleware) =>
      add((instance) => {
        if (isPlugin(middleware)) return instance.register(middleware)
        return void instance.addHook(requirementOf(middleware) ? phase : 'onRequest', middleware)
      }, true),
    receiveLogouts: (prefix, receiver) =>
      add((instance) => instance.register(receiver as Plugin, { prefix })),
    get: route('get'),
    post: route('post'),
    mount: (prefix, mounted) =>
      add((instance) =>
        instance.register((child) => takeAll(recordedSteps(mounted, phase), child), { prefix }),
      ),
  })
  return steps
}

/** What is used behind a route must not hold for it, and so gets a context of its own. */
async function takeAll(steps: readonly Step[], instance: FastifyInstance): Promise<void> {
  for (const [at, { isUse, take }] of steps.entries()) {
    if (isUse && steps[at - 1]?.isUse === false) {
      await instance.register((child) => takeAll([{ isUse, take }, ...steps.slice(at + 1)], child))
      return
    }
    await take(instance)
  }
}

export function fastifyDoor(createApp: typeof fastify, phase: GuardPhase): Door<Middleware> {
  return {
    logoutReceiver,
    resourceServer,
    requireScope,
    requireAnyScope,
    requireAccess,
    requirementOf,
    ownChallenge:
      (value): Hook =>
      (_request, reply, done) => {
        reply.header('WWW-Authenticate', value)
        done()
      },
    attach:
      (value): Hook =>
      (request, _reply, done) => {
        Object.assign(request, { auth: value })
        done()
      },
    formParser: pluginOf<Plugin>((instance, _options, done) => {
      instance.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string' },
        (_request, body, parsed) => parsed(null, parse(body as string)),
      )
      done()
    }),
    serve: async (build, onError, tls) => {
      const app = tls ? createApp({ https: tls } as object) : createApp()
      // Handlers read bodies themselves.
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', (_request, _payload, done) => done(null))
      if (onError) {
        app.setErrorHandler(async (error) => {
          onError(error)
          // Fastify 4.24 catches what a handler rejects with, and not what it throws at once.
          await Promise.resolve()
          throw error
        })
      }
      await takeAll(recordedSteps(build, phase), app)
      await app.listen({ port: 0, host: '127.0.0.1' })
      return {
        port: (app.server.address() as AddressInfo).port,
        close: async () => {
          app.server.closeAllConnections()
          await app.close()
        },
      }
    },
  }
}

async function readBody({ raw }: FastifyRequest): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of raw) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
