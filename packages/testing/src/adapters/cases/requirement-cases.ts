import { deepEqual, equal, throws } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import type { TokenUnderTest } from '../adapter-under-test.js'
import { expectRefused, expectStatus, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'
import { expectLike } from '../expect-like.js'

/** What a route may ask beyond a valid token, and that it can be read what a route asks. */
export function requirementCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const { door } = bench

  check('requireAccess wants all that it names, implied scopes included', async () => {
    await bench.serve((app) => {
      app.use(bench.api({ scopeImplies: { files: ['files.read', 'files.write'] } }))
      app.get('/x', [door.requireAccess({ scope: ['files.read'], anyScope: ['share', 'admin'] })], () => ({}))
    })
    expectStatus(await bench.get('/x', bench.bearer('files admin')), 200)
    for (const scope of ['files', 'admin', 'other']) {
      const response = await bench.get('/x', bench.bearer(scope))
      equal(expectRefused(response, 403, 'insufficient_scope').parameters.get('scope'), 'files.read share')
    }
  })

  check(
    '9396-2.2-a: requireAccess wants authorization details, and combines those of no two objects',
    async () => {
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
      deepEqual(jsonOf(await send('/x', 'api', granted)), granted)
      expectStatus(await send('/alone', '', granted), 200)
      for (const path of ['/x', '/alone']) {
        const lacking = await send(path, 'api', [readContacts, writePhotos])
        equal(expectRefused(lacking, 403, 'insufficient_scope').parameters.has('scope'), false)
        expectRefused(await send(path, 'api', writeContacts), 401, 'invalid_token')
      }
      const neither = await send('/x', 'other', [readContacts])
      equal(expectRefused(neither, 403, 'insufficient_scope').parameters.get('scope'), 'api')
      equal(expectRefused(await bench.get('/alone'), 401).parameters.has('scope'), false)
    },
  )

  check(
    '9700-4.15-a: requireAccess lets no client through that acts for itself, where a user is required',
    async () => {
      await bench.serve((app) => {
        app.use(bench.api())
        app.get('/x', [door.requireAccess({ subjectType: 'user' })], ({ getAuth }) => getAuth().subject)
      })
      const client = await bench.get('/x', `Bearer ${bench.issuer.clientCredentials()}`)
      equal(expectRefused(client, 403, 'insufficient_scope').parameters.has('scope'), false)
      expectStatus(await bench.get('/x', bench.bearer()), 200)
    },
  )

  check(
    '9470-3-c: requireAccess wants a sign-in of some kind and age, and tells all that is unmet at once',
    async () => {
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
        deepEqual(told, ['phr phrh', '300', 'pay'])
        expectStatus(await bench.get(path, `Bearer ${strong}`), 200)
        equal(expectRefused(await bench.get(path), 401).parameters.has('acr_values'), false)
        const expired = await bench.get(path, `Bearer ${issuer.expired({ acr: 'pwd' })}`)
        equal(expectRefused(expired, 401, 'invalid_token').parameters.has('acr_values'), false)
      }
    },
  )

  check('requireAccess wants roles, claims, and what the route checks by itself', async () => {
    await bench.serve((app) => {
      app.use(bench.api())
      const isPaid = (token: TokenUnderTest) => token.claims.plan !== 'free'
      const guard = door.requireAccess({
        anyRole: ['editor', 'owner'],
        claims: { tenant: 'acme' },
        check: isPaid,
      })
      app.get('/x', [guard], ({ getAuth }) => getAuth().roles)
    })
    const send = (claims: object) =>
      bench.get('/x', `Bearer ${bench.issuer.token({ claims: { ...claims } })}`)
    const good = { roles: ['owner'], tenant: 'acme' }
    deepEqual(jsonOf(await send(good)), ['owner'])
    for (const lack of [{ roles: ['reader'] }, { tenant: 'other' }, { plan: 'free' }])
      expectRefused(await send({ ...good, ...lack }), 403, 'insufficient_scope')
  })

  check(
    'an audience of a route must be one of the resource server: the first request says so, or the guard that stands alone',
    async () => {
      const audience = 'https://elsewhere.example'
      const errors: unknown[] = []
      await bench.serve(
        (app) => {
          const api = bench.api()
          throws(() => api.requireAccess({ audience }), {
            message: /^audience: "https:\/\/elsewhere\.example" is none/,
          })
          app.use(api)
          app.get('/x', [door.requireAccess({ audience })], () => ({}))
        },
        (error) => errors.push(error),
      )
      expectStatus(await bench.get('/x', bench.bearer()), 500)
      expectLike(errors, [{ name: 'ConfigurationFault', option: 'audience' }])
    },
  )

  check('what a middleware requires can be read from it', () => {
    // Of what class it is is the core's business.
    const read = (middleware: M): unknown => JSON.parse(JSON.stringify(door.requirementOf(middleware)))
    const api = bench.api()
    const authentication = 'required'
    deepEqual(read(api), { authentication })
    deepEqual(read(bench.api({ optional: true })), { authentication: 'optional' })
    const scope = { authentication, requirement: { scope: ['read'] } }
    for (const guard of [
      door.requireScope('read'),
      api.requireScope('read'),
      api.requireAccess({ scope: ['read'] }),
    ])
      deepEqual(read(guard), scope)
    const access = { acrValues: ['phr'], maxAgeSeconds: 300 }
    deepEqual(read(door.requireAccess(access)), { authentication, requirement: access })
    deepEqual(read(door.requireAnyScope('a', 'b')), { authentication, requirement: { anyScope: ['a', 'b'] } })
    equal(door.requirementOf(door.ownChallenge('Basic realm="x"')), undefined)
  })
}
