import type { Door, Served } from '@qalqon/testing/adapters'
import type * as Adapter from '../src/index.js'
import type { Middleware } from '../src/index.js'
import { Router } from './router.js'

/** The adapter: its sources, or the package as users get it. */
export type FetchAdapter = typeof Adapter

/** Lets a handler of Fetch requests listen on a free port of the loopback interface, on the server of some runtime. */
export type Serve = (
  handler: (request: Request) => Promise<Response>,
  tls: Parameters<Door<Middleware>['serve']>[2],
) => Promise<Served>

export const fetchDoor = (adapter: FetchAdapter, listen: Serve): Door<Middleware> => ({
  ...adapter,
  joinsLines: true,
  readsBodiesOnce: true,
  withoutConnection: 'a Fetch request knows neither certificates nor the address of its peer',
  ownChallenge:
    (value) =>
    (handler) =>
    async (request, ...rest) => {
      const response = await handler(request, ...rest)
      const others = response?.headers.get('www-authenticate') ?? null
      response?.headers.set('www-authenticate', value)
      if (others !== null) response?.headers.append('www-authenticate', others)
      return response
    },
  attach:
    (value) =>
    (handler) =>
    async (request, ...rest) =>
      handler(Object.assign(request, { auth: value }), ...rest),
  formParser:
    (handler) =>
    async (request, ...rest) => {
      await request.formData()
      return handler(request, ...rest)
    },
  serve: (build, onError, tls) => {
    const told = new Set<unknown>()
    const router = new Router(adapter, (error) => {
      if (!told.has(error)) onError?.(error)
      told.add(error)
    })
    build(router)
    return listen((request) => router.answer(request), tls)
  },
})
