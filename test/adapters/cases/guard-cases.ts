import { requirementOf, type AccessToken } from '../../../packages/core/src/index.js'
import { createTestIssuer } from '../../../packages/testing/src/index.js'
import type { Bench } from '../bench.js'
import { expectRefused } from '../expect-answer.js'

/** Scopes on the app, on a router, on a route; guards that stand alone; several resource servers. */
export function guardCases<M extends object>(bench: Bench<M>): void {
  const { door } = bench

  test('requireScope on the app, on a router and on a route add up', async () => {
    await bench.serve((app) => {
      app.use(bench.api())
      app.use(door.requireScope('app'))
      app.mount('/router', (router) => {
        router.use(door.requireScope('router'))
        router.get('/route', [door.requireScope('route')], () => ({ ok: true }))
      })
    })
    const lacking = async (scope: string) => {
      const response = await bench.get('/router/route', bench.bearer(scope))
      return expectRefused(response, 403, 'insufficient_scope').parameters.get('scope')
    }
    expect(await lacking('router route')).toBe('app')
    expect(await lacking('app route')).toBe('router')
    expect(await lacking('app router')).toBe('route')
    expect((await bench.get('/router/route', bench.bearer('app router route'))).status).toBe(200)
  })

  test('requireScope wants all of its scopes', async () => {
    await bench.serve((app) => {
      app.use(bench.api())
      app.get('/x', [door.requireScope('read', 'admin')], () => ({}))
    })
    for (const scope of ['read', 'admin', 'Read admin', 'reader admin']) {
      const response = await bench.get('/x', bench.bearer(scope))
      expect(expectRefused(response, 403, 'insufficient_scope').parameters.get('scope')).toBe('read admin')
    }
    expect((await bench.get('/x', bench.bearer('admin read'))).status).toBe(200)
  })

  test('requireAnyScope wants one of its scopes, and its challenge names the first', async () => {
    await bench.serve((app) => {
      app.use(bench.api())
      app.get('/x', [door.requireAnyScope('read', 'admin')], () => ({}))
    })
    expect((await bench.get('/x', bench.bearer('admin'))).status).toBe(200)
    expect((await bench.get('/x', bench.bearer('read'))).status).toBe(200)
    const response = await bench.get('/x', bench.bearer('write'))
    expect(expectRefused(response, 403, 'insufficient_scope').parameters.get('scope')).toBe('read')
  })

  test('requireAccess wants all that it names, implied scopes included', async () => {
    await bench.serve((app) => {
      app.use(bench.api({ scopeImplies: { files: ['files.read', 'files.write'] } }))
      app.get('/x', [door.requireAccess({ scope: ['files.read'], anyScope: ['share', 'admin'] })], () => ({}))
    })
    expect((await bench.get('/x', bench.bearer('files admin'))).status).toBe(200)
    for (const scope of ['files', 'admin', 'other']) {
      const response = await bench.get('/x', bench.bearer(scope))
      expect(expectRefused(response, 403, 'insufficient_scope').parameters.get('scope')).toBe(
        'files.read share',
      )
    }
  })

  test('9396-2.2-a: requireAccess wants authorization details, and combines those of no two objects', async () => {
    const type = 'contacts-api'
    const readContacts = { type, actions: ['read'], datatypes: ['contacts'] }
    const writeContacts = { type, actions: ['write'], datatypes: ['contacts'] }
    const writePhotos = { type, actions: ['write'], datatypes: ['photos'] }
    await bench.serve((app) => {
      const api = bench.api()
      app.get('/alone', [api.requireAccess({ authorizationDetails: [writeContacts] })], () => ({}))
      app.use(api)
      const guard = door.requireAccess({ scope: ['api'], authorizationDetails: [writeContacts] })
      app.get('/x', [guard], ({ getAuth }) => getAuth().authorizationDetails)
    })
    const send = (path: string, scope: string, details: unknown) =>
      bench.get(path, `Bearer ${bench.issuer.token({ scope, claims: { authorization_details: details } })}`)
    const granted = [readContacts, writeContacts]
    expect(JSON.parse((await send('/x', 'api', granted)).body)).toEqual(granted)
    expect((await send('/alone', '', granted)).status).toBe(200)
    for (const path of ['/x', '/alone']) {
      const lacking = await send(path, 'api', [readContacts, writePhotos])
      expect(expectRefused(lacking, 403, 'insufficient_scope').parameters.has('scope')).toBe(false)
      expectRefused(await send(path, 'api', writeContacts), 401, 'invalid_token')
    }
    const neither = await send('/x', 'other', [readContacts])
    expect(expectRefused(neither, 403, 'insufficient_scope').parameters.get('scope')).toBe('api')
    expect(expectRefused(await bench.get('/alone'), 401).parameters.has('scope')).toBe(false)
  })

  test('9700-4.15-a: requireAccess lets no client through that acts for itself, where a user is required', async () => {
    await bench.serve((app) => {
      app.use(bench.api())
      app.get('/x', [door.requireAccess({ subjectType: 'user' })], ({ getAuth }) => getAuth().subject)
    })
    const client = await bench.get('/x', `Bearer ${bench.issuer.clientCredentials()}`)
    expect(expectRefused(client, 403, 'insufficient_scope').parameters.has('scope')).toBe(false)
    expect((await bench.get('/x', bench.bearer())).status).toBe(200)
  })

  test('9470-3-c: requireAccess wants a sign-in of some kind and age, and tells all that is unmet at once', async () => {
    const required = { acrValues: ['phr', 'phrh'], maxAgeSeconds: 300, scope: ['pay'] }
    await bench.serve((app) => {
      const api = bench.api()
      app.get('/alone', [api.requireAccess(required)], () => ({}))
      app.use(api)
      app.get('/x', [door.requireAccess(required)], () => ({}))
    })
    const { issuer } = bench
    const weak = issuer.token({ scope: 'read', acr: 'pwd', authenticatedSecondsAgo: 301 })
    const strong = issuer.token({ scope: 'pay', acr: 'phr', authenticatedSecondsAgo: 300 })
    for (const path of ['/x', '/alone']) {
      const response = await bench.get(path, `Bearer ${weak}`)
      const { parameters } = expectRefused(response, 401, 'insufficient_user_authentication')
      const told = ['acr_values', 'max_age', 'scope'].map((name) => parameters.get(name))
      expect(told).toEqual(['phr phrh', '300', 'pay'])
      expect((await bench.get(path, `Bearer ${strong}`)).status).toBe(200)
      expect(expectRefused(await bench.get(path), 401).parameters.has('acr_values')).toBe(false)
      const expired = await bench.get(path, `Bearer ${issuer.expired({ acr: 'pwd' })}`)
      expect(expectRefused(expired, 401, 'invalid_token').parameters.has('acr_values')).toBe(false)
    }
  })

  test('requireAccess wants roles, claims, and what the route checks by itself', async () => {
    await bench.serve((app) => {
      app.use(bench.api())
      const check = (token: AccessToken) => token.claims.plan !== 'free'
      const guard = door.requireAccess({ anyRole: ['editor', 'owner'], claims: { tenant: 'acme' }, check })
      app.get('/x', [guard], ({ getAuth }) => getAuth().roles)
    })
    const send = (claims: object) =>
      bench.get('/x', `Bearer ${bench.issuer.token({ claims: { ...claims } })}`)
    const good = { roles: ['owner'], tenant: 'acme' }
    expect(JSON.parse((await send(good)).body)).toEqual(['owner'])
    for (const lack of [{ roles: ['reader'] }, { tenant: 'other' }, { plan: 'free' }])
      expectRefused(await send({ ...good, ...lack }), 403, 'insufficient_scope')
  })

  test('an audience of a route must be one of the resource server: the first request says so, or the guard that stands alone', async () => {
    const audience = 'https://elsewhere.example'
    const errors: unknown[] = []
    await bench.serve(
      (app) => {
        const api = bench.api()
        expect(() => api.requireAccess({ audience })).toThrow(
          /^audience: "https:\/\/elsewhere\.example" is none/,
        )
        app.use(api)
        app.get('/x', [door.requireAccess({ audience })], () => ({}))
      },
      (error) => errors.push(error),
    )
    expect((await bench.get('/x', bench.bearer())).status).toBe(500)
    expect(errors).toMatchObject([{ name: 'ConfigurationFault', option: 'audience' }])
  })

  test('what a middleware requires can be read from it', () => {
    const api = bench.api()
    const authentication = 'required'
    expect(requirementOf(api)).toEqual({ authentication })
    expect(requirementOf(bench.api({ optional: true }))).toEqual({ authentication: 'optional' })
    const read = { authentication, requirement: { scope: ['read'] } }
    for (const guard of [
      door.requireScope('read'),
      api.requireScope('read'),
      api.requireAccess({ scope: ['read'] }),
    ])
      expect(requirementOf(guard)).toEqual(read)
    const access = { acrValues: ['phr'], maxAgeSeconds: 300 }
    expect(requirementOf(door.requireAccess(access))).toEqual({ authentication, requirement: access })
    expect(requirementOf(door.requireAnyScope('a', 'b'))?.requirement).toEqual({ anyScope: ['a', 'b'] })
    expect(requirementOf(door.ownChallenge('Basic realm="x"'))).toBeUndefined()
  })

  type Alone = 'requireScope' | 'requireAnyScope' | 'requireAccess'
  test.each<Alone>(['requireScope', 'requireAnyScope', 'requireAccess'])(
    'api.%s stands alone: it authenticates, and its 401 names the scope',
    async (name) => {
      await bench.serve((app) => {
        const api = bench.api()
        const guard = name === 'requireAccess' ? api.requireAccess({ scope: ['read'] }) : api[name]('read')
        app.get('/x', [guard], ({ getAuth, attached }) => ({ same: getAuth() === attached() }))
        app.get('/open', [], () => ({}))
      })
      expect((await bench.get('/open')).status).toBe(200)
      expect(expectRefused(await bench.get('/x'), 401).parameters.get('scope')).toBe('read')
      const bad = await bench.get('/x', 'Bearer junk')
      expect(expectRefused(bad, 401, 'invalid_token').parameters.get('scope')).toBe('read')
      expectRefused(await bench.get('/x', bench.bearer('other')), 403, 'insufficient_scope')
      expect(JSON.parse((await bench.get('/x', bench.bearer('read'))).body)).toEqual({ same: true })
    },
  )

  test('a token is verified once for each request, however many guards it meets', async () => {
    let parsed = 0
    const parseClaims = (claims: Readonly<Record<string, unknown>>) => {
      parsed++
      return claims
    }
    await bench.serve((app) => {
      const api = bench.api({ parseClaims })
      app.use(api)
      app.use(api)
      app.use(door.requireScope('read'))
      app.get(
        '/x',
        [api.requireScope('read'), api.requireAnyScope('read', 'x'), door.requireScope('read')],
        () => ({}),
      )
    })
    expect((await bench.get('/x', bench.bearer('read'))).status).toBe(200)
    expect({ verified: bench.verified, parsed }).toEqual({ verified: 1, parsed: 1 })
    expect((await bench.get('/x', bench.bearer('read'))).status).toBe(200)
    expect(bench.verified).toBe(2)
  })

  test('two resource servers in one app do not mix', async () => {
    const other = createTestIssuer({
      issuer: bench.issuer.issuer,
      audience: 'https://admin.example',
      now: bench.issuer.clock(),
    })
    const audiences = { photos: bench.issuer.audience, admin: other.audience }
    await bench.serve((app) => {
      const photos = bench.api()
      const admin = bench.api({ audience: audiences.admin })
      app.get('/photos', [photos.requireScope('read')], ({ getAuth }) => ({ audience: getAuth().audience }))
      app.mount('/admin', (router) => {
        router.use(admin)
        router.get('/x', [door.requireScope('read')], ({ getAuth }) => ({ audience: getAuth().audience }))
        router.get('/both', [photos], () => ({}))
      })
      app.get('/both', [photos, admin.requireScope('read')], ({ getAuth }) => ({
        audience: getAuth().audience,
      }))
    })
    const token = (audience: string | string[]) => `Bearer ${bench.issuer.token({ scope: 'read', audience })}`
    const statuses = async (path: string) =>
      Promise.all(
        [audiences.photos, audiences.admin, [audiences.photos, audiences.admin]].map(
          async (audience) => (await bench.get(path, token(audience))).status,
        ),
      )
    expect(await statuses('/photos')).toEqual([200, 401, 200])
    expect(await statuses('/admin/x')).toEqual([401, 200, 200])
    expect(await statuses('/admin/both')).toEqual([401, 401, 200])
    expect(await statuses('/both')).toEqual([401, 401, 200])
    const { parameters } = expectRefused(await bench.get('/admin/x'), 401)
    expect(parameters.get('realm')).toBe(audiences.admin)
  })

  test('with optional, an anonymous request comes through without a token, but not past a requirement', async () => {
    await bench.serve((app) => {
      app.use(door.attach({ subject: 'mallory' }))
      app.use(bench.api({ optional: true }))
      app.get('/open', [], ({ attached }) => ({ subject: attached()?.subject ?? 'nobody' }))
      app.get('/read', [door.requireScope('read')], () => ({}))
    })
    const subjectOf = async (...authorization: string[]) =>
      (JSON.parse((await bench.get('/open', ...authorization)).body) as { subject: string }).subject
    expect(await subjectOf()).toBe('nobody')
    expect(await subjectOf('Basic Zm9vOmJhcg==')).toBe('nobody')
    expect(await subjectOf(`Bearer ${bench.issuer.token({ subject: 'alice' })}`)).toBe('alice')
    expectRefused(await bench.get('/open', 'Bearer junk'), 401, 'invalid_token')
    expectRefused(await bench.get('/open', `Bearer ${bench.issuer.expired()}`), 401, 'invalid_token')
    expect(expectRefused(await bench.get('/read'), 401).parameters.get('scope')).toBe('read')
  })
}
