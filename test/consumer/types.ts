// What a user of the packed tarballs writes, in TypeScript. It is only type-checked.
import { resourceServer as coreServer, type Outcome } from '@qalqon/core'
import { logEventsTo } from '@qalqon/core/logging'
import { getAuth, requireScope, resourceServer } from '@qalqon/express'
import {
  getAuth as getFastifyAuth,
  requireScope as requireFastifyScope,
  resourceServer as fastifyResourceServer,
} from '@qalqon/fastify'
import { getAuth as getFetchAuth, resourceServer as fetchResourceServer } from '@qalqon/fetch'
import { resourceServer as honoResourceServer } from '@qalqon/hono'
import { getAuth as getKoaAuth, resourceServer as koaResourceServer } from '@qalqon/koa'
import { RedisRevocationStore, type IoredisClient } from '@qalqon/redis'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'

interface Claims {
  readonly tenant: string
}
const parseClaims = (claims: Readonly<Record<string, unknown>>): Claims => ({ tenant: String(claims.tenant) })
const options = { issuer: 'https://auth.example.com', audience: 'https://api.example.com', parseClaims }

const app = express()
app.use(resourceServer({ ...options, onEvent: logEventsTo(console) }))
app.get('/files', requireScope('files.read'), (req, res) => {
  const { subject, claims } = getAuth<Claims>(req)
  const scopes: readonly string[] | undefined = req.auth?.scopes
  res.json({ subject, tenant: claims.tenant, scopes })
})
// @ts-expect-error a guard without a scope would protect nothing
requireScope()
// @ts-expect-error the audience is required
resourceServer({ issuer: 'https://auth.example.com' })

const koa = new Koa()
koa.use(koaResourceServer(options).requireAnyScope('files.read', 'files'))
koa.use((ctx) => {
  const tenant: string = getKoaAuth<Claims>(ctx).claims.tenant
  ctx.body = tenant
})

export const hono = new Hono()
hono.use(honoResourceServer(options))
hono.get('/files/:id', (c) => {
  const scopes: readonly string[] | undefined = c.var.auth?.scopes
  return c.json({ id: c.req.param('id'), scopes })
})

export const worker = {
  fetch: fetchResourceServer(options).requireScope('files.read')(
    (request: Request, env: { name: string }) => {
      const tenant: string = getFetchAuth<Claims>(request).claims.tenant
      return new Response(env.name + tenant)
    },
  ),
}
const api = fastify()
api.register(fastifyResourceServer(options))
api.get('/files', { preHandler: requireFastifyScope('files.read') }, (request) => {
  const scopes: readonly string[] | undefined = request.auth?.scopes
  return { tenant: getFastifyAuth<Claims>(request).claims.tenant, scopes }
})
api.get('/photos', { config: { access: { anyScope: ['photos.read', 'photos'] } } }, () => [])
// @ts-expect-error scopes are a list
api.get('/notes', { config: { access: { scope: 'notes.read' } } }, () => [])

export async function typed(request: Request): Promise<string> {
  const outcome: Outcome<Claims> = await coreServer(options).authorize(request, { scope: ['files.read'] })
  return outcome.ok ? outcome.token.claims.tenant : outcome.fault.code
}

export async function fetchStyle(request: Request): Promise<Response> {
  const outcome = await coreServer(options).authorize(request)
  if (!outcome.ok) return new Response(outcome.response.body, outcome.response)
  return new Response(outcome.token.subject)
}

export async function anonymous(request: Request): Promise<string> {
  const outcome = await coreServer({ ...options, optional: true }).authorize(request)
  if (!outcome.ok) return outcome.response.body
  // @ts-expect-error a request without a token may have come through
  return outcome.token.subject
}

export const shared = (redis: IoredisClient) =>
  coreServer({ ...options, revocationStore: new RedisRevocationStore(redis, { onOutage: 'allow-revoked' }) })
// @ts-expect-error what it weakens has to be said
export const lax = (redis: IoredisClient) => new RedisRevocationStore(redis, { onOutage: 'allow' })
