import { createTestIssuer } from '@qalqon/testing'
import Router from '@koa/router'
import Koa, { type Context } from 'koa'
import request from 'supertest'
import {
  getAuth,
  requireAnyScope,
  requireScope,
  resourceServer,
  type AccessToken,
  type JsonObject,
} from '../src/index.js'

interface TenantClaims {
  readonly tenant: string
}

const parseTenant = (claims: JsonObject): TenantClaims => {
  if (typeof claims.tenant !== 'string') throw new TypeError('tenant: expected a text')
  return { tenant: claims.tenant }
}

test('requireScope without a scope neither compiles nor runs', () => {
  const api = resourceServer({ ...createTestIssuer().options })
  // @ts-expect-error -- at least one scope
  expect(() => requireScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => requireAnyScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => api.requireScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- scopes are texts, and not a list
  expect(() => requireScope(['read'])).toThrow(/is not one scope/)
})

test('getAuth has the claims as parseClaims returns them; claims that it rejects are an invalid token', async () => {
  const issuer = createTestIssuer()
  const router = new Router()
  router.get('/tenant', (ctx) => {
    const tenant: string = getAuth<TenantClaims>(ctx).claims.tenant
    ctx.body = { tenant }
  })
  const app = new Koa()
  app.use(resourceServer({ ...issuer.options, parseClaims: parseTenant }))
  app.use(router.routes())

  const get = (claims: Record<string, unknown>) =>
    request(app.callback())
      .get('/tenant')
      .set('Authorization', `Bearer ${issuer.token({ claims })}`)
  expect((await get({ tenant: 'acme' }).expect(200)).body).toEqual({ tenant: 'acme' })
  await get({}).expect(401, /The claims of the access token are not accepted/)
})

test('the token on the state is typed, and may be absent', () => {
  const subjectOf = (ctx: Context): string | undefined => ctx.state.auth?.subject
  // @ts-expect-error -- an anonymous request has none
  const unguarded = (ctx: Context): string => ctx.state.auth.subject
  const anonymous = { state: {} } as Context
  expect(subjectOf(anonymous)).toBeUndefined()
  expect(() => unguarded(anonymous)).toThrow(TypeError)
  const scopesOf = (token: AccessToken): readonly string[] => token.scopes
  expect(scopesOf).toBeDefined()
})

test('it goes with an app and a router that have a state of their own', async () => {
  interface State {
    startedAt: number
  }
  const issuer = createTestIssuer()
  const api = resourceServer({ ...issuer.options })
  const router = new Router<State>()
  router.use(api)
  router.get('/age', requireScope('read'), (ctx) => {
    ctx.body = { subject: getAuth(ctx).subject, age: ctx.state.startedAt - 1 }
  })
  const app = new Koa<State>()
  app.use(async (ctx, next) => {
    ctx.state.startedAt = 1
    await next()
  })
  app.use(router.routes())
  const token = issuer.token({ scope: 'read', subject: 'alice' })
  const response = await request(app.callback())
    .get('/age')
    .set('Authorization', `Bearer ${token}`)
    .expect(200)
  expect(response.body).toEqual({ subject: 'alice', age: 0 })
})

test('a resource server is a middleware and a handle: it is warmed before it listens', async () => {
  const issuer = createTestIssuer()
  const api = resourceServer({ ...issuer.options })
  await api.ready()
  expect(issuer.requests.jwks).toBe(1)
  expect(api.stats().keySets[issuer.issuer]).toMatchObject({ keys: 1, failing: false })
  expect(api.savedKeySets()).toMatchObject([{ issuer: issuer.issuer }])

  const app = new Koa().use(api).use((ctx) => {
    ctx.status = 200
  })
  await request(app.callback()).get('/').set('Authorization', `Bearer ${issuer.token()}`).expect(200)
  expect(issuer.requests.jwks).toBe(1)
})

test('a mistake in the options is thrown when the resource server is built', () => {
  const { audience, ...rest } = createTestIssuer().options
  expect(audience).toBe('https://api.test')
  // @ts-expect-error -- audience is missing
  expect(() => resourceServer(rest)).toThrow(/^audience: expected the identifier of this API/)
})
