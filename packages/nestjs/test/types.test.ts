import 'reflect-metadata'
import { Controller, Get, Module, Req, UseGuards } from '@nestjs/common'
import { createTestIssuer } from '@qalqon/testing'
import {
  Auth,
  getAuth,
  NestResourceServer,
  Open,
  OptionalAuth,
  RequireAccess,
  requireAnyScope,
  RequireAnyScope,
  requirementOf,
  requireScope,
  RequireScope,
  resourceServer,
  ResourceServerModule,
  type AccessToken,
  type JsonObject,
} from '../src/index.js'
import { RunningApps } from './support/running-app.js'

interface TenantClaims {
  readonly tenant: string
}

const parseClaims = (claims: JsonObject): TenantClaims => {
  if (typeof claims.tenant !== 'string') throw new TypeError('tenant: expected a text')
  return { tenant: claims.tenant }
}

const apps = new RunningApps('express')
afterEach(() => apps.close())

test('requireScope and RequireScope without a scope neither compile nor run', () => {
  const api = resourceServer({ ...createTestIssuer().options })
  // @ts-expect-error -- at least one scope
  expect(() => RequireScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => RequireAnyScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => requireScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => requireAnyScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => api.requireScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- scopes are texts, and not a list
  expect(() => RequireScope(['read'])).toThrow(/is not one scope/)
})

test('decorators without their parentheses neither compile nor run', () => {
  const decorators = { Open, Auth, OptionalAuth }
  for (const [name, decorator] of Object.entries(decorators)) {
    const unchecked = decorator as (...given: unknown[]) => unknown
    expect(() => unchecked(class Files extends Array {}, 'list', 0)).toThrow(`write @${name}()`)
  }
  expect(() => {
    // @ts-expect-error -- it takes nothing
    @Open
    class Files {}
    return Files
  }).toThrow('write @Open()')
})

test('the token has the claims as parseClaims returns them; claims that it rejects are an invalid token', async () => {
  const issuer = createTestIssuer()
  const ofAcme = ({ claims }: AccessToken<TenantClaims>) => claims.tenant === 'acme'
  @Controller('tenant')
  class Tenants {
    @Get()
    tenant(@Auth() auth: AccessToken<TenantClaims>, @Req() request: object) {
      const tenant: string = getAuth<TenantClaims>(request).claims.tenant
      return { tenant, same: tenant === auth.claims.tenant }
    }
    @Get('acme')
    @RequireAccess({ check: ofAcme })
    acme(@OptionalAuth() auth: AccessToken<TenantClaims> | undefined) {
      return { tenant: auth?.claims.tenant }
    }
    @Get('later')
    // @ts-expect-error -- a promise of true is not true
    @RequireAccess({ check: async () => Promise.resolve(true) })
    later() {
      return {}
    }
  }
  @Module({
    imports: [ResourceServerModule.forRoot({ ...issuer.options, parseClaims })],
    controllers: [Tenants],
  })
  class AppModule {}
  const send = await apps.start(AppModule)
  const get = (path: string, claims: object) => send(path, { token: issuer.token({ claims: { ...claims } }) })
  expect(JSON.parse((await get('/tenant', { tenant: 'acme' })).body)).toEqual({ tenant: 'acme', same: true })
  expect((await get('/tenant', {})).status).toBe(401)
  expect((await get('/tenant/acme', { tenant: 'acme' })).status).toBe(200)
  expect((await get('/tenant/acme', { tenant: 'initech' })).status).toBe(403)
  expect((await get('/tenant/later', { tenant: 'acme' })).status).toBe(403)
})

test('what a decorator and a guard require can be read from them', () => {
  const read = { authentication: 'required', requirement: { scope: ['read'] } }
  for (const one of [RequireScope('read'), requireScope('read')]) expect(requirementOf(one)).toEqual(read)
})

test('a resource server is a guard and a handle: it is warmed before it listens', async () => {
  const issuer = createTestIssuer()
  const api = resourceServer({ ...issuer.options })
  expect(api).toBeInstanceOf(NestResourceServer)
  await api.ready()
  expect(issuer.requests.jwks).toBe(1)
  expect(api.savedKeySets()).toMatchObject([{ issuer: issuer.issuer }])

  @Controller()
  class Guarded {
    @Get()
    @UseGuards(api)
    get() {
      return {}
    }
  }
  @Module({ controllers: [Guarded] })
  class AppModule {}
  const send = await apps.start(AppModule)
  expect((await send('/')).status).toBe(401)
  expect((await send('/', { token: issuer.token() })).status).toBe(200)
  expect(issuer.requests.jwks).toBe(1)
})

test('the request of Express is typed, and its token may be absent', () => {
  const subjectOf = (request: Express.Request): string | undefined => request.auth?.subject
  // @ts-expect-error -- an anonymous request has none
  const unguarded = (request: Express.Request): string => request.auth.subject
  const request = {} as Express.Request
  expect(subjectOf(request)).toBeUndefined()
  expect(() => unguarded(request)).toThrow(TypeError)
})

test('a mistake in the options is thrown when the module is imported', () => {
  const { audience, ...rest } = createTestIssuer().options
  const options = { ...rest, audience }
  // @ts-expect-error -- audience is missing
  expect(() => ResourceServerModule.forRoot(rest)).toThrow(/^audience: expected the identifier of this API/)
  // @ts-expect-error -- what the module does stands beside the options of the resource server
  expect(() => ResourceServerModule.forRoot({ ...options, openByDefault: true })).toThrow(/^openByDefault: /)
  // @ts-expect-error -- there is no such option
  expect(() => ResourceServerModule.forRoot(options, { open: true })).toThrow(
    /^open: the module has no such option; it has openByDefault and serveMetadata/,
  )
  // @ts-expect-error -- it is a boolean
  expect(() => ResourceServerModule.forRoot(options, { openByDefault: 'no' })).toThrow(
    /^openByDefault: expected true or false/,
  )
  // @ts-expect-error -- there is no such option
  expect(() => ResourceServerModule.forRootAsync({ useFactory: () => options, global: true })).toThrow(
    /^global: /,
  )
  expect(() => ResourceServerModule.forRoot({ ...options, publicUrl: 'forwarded' })).toThrow(
    /^publicUrl: 'forwarded' is not offered for NestJS/,
  )
})
