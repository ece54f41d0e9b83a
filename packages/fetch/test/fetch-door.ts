import { listen, type Door } from '@qalqon/testing/adapters'
import {
  requireAccess,
  requireAnyScope,
  requirementOf,
  requireScope,
  resourceServer,
  type Middleware,
} from '../src/index.js'
import { listenerOf } from './node-listener.js'
import { Router } from './router.js'

export const fetchDoor: Door<Middleware> = {
  resourceServer,
  requireScope,
  requireAnyScope,
  requireAccess,
  requirementOf,
  joinsLines: true,
  readsBodiesOnce: true,
  withoutConnection: 'a Fetch request knows neither certificates nor the address of its peer',
  ownChallenge:
    (value) =>
    (handler) =>
    async (request, ...rest) => {
      const response = await handler(request, ...rest)
      const others = response?.headers.get('www-authenticate') ?? null
      response?.headers.set('www-authenticate', others === null ? value : `${value}, ${others}`)
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
    const router = new Router((error) => {
      if (!told.has(error)) onError?.(error)
      told.add(error)
    })
    build(router)
    return listen(
      listenerOf((request) => router.answer(request)),
      tls,
    )
  },
}
