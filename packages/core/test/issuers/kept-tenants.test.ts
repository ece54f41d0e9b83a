import { createTestKey } from '@qalqon/testing'
import { bearer, until } from '../support/key-sets.js'
import { expectAccepted, expectRefused, matrix, N } from '../support/matrix.js'
import { tenants, tenantUrl } from '../support/tenants.js'

describe('what is known of a tenant is kept', () => {
  test('its keys, when only functions were made anew: they serve on while the issuer is down', async () => {
    const { get, of, answers, long, setClock } = tenants(['a'])
    answers((iss) => ({ issuer: iss, scopeFrom: ({ scope }) => (scope as string).split(' ') }))
    const token = long('a')
    expectAccepted(await get(token))
    of('a').outage('error')
    for (const seconds of [301, 602, 80_000]) {
      setClock(N + seconds)
      expectAccepted(await get(token))
    }
  })

  test('not its keys, when they are had elsewhere', async () => {
    const { get, of, answers, long, setClock } = tenants(['a'])
    const token = long('a')
    expectAccepted(await get(token))
    answers((iss) => ({ issuer: iss, jwks: { keys: [createTestKey({ kid: 'k1' }).publicJwk] } }))
    setClock(N + 301)
    expectRefused(await get(token), 401, 'invalid_token', 'signature_invalid')
    expect(of('a').requests.jwks).toBe(1)
  })

  test('an answer that was changed in place is another answer', async () => {
    const { get, of, answers, long, setClock } = tenants(['a'])
    const tenant = { issuer: tenantUrl('a'), jwks: { keys: of('a').keys.map(({ publicJwk }) => publicJwk) } }
    answers(() => tenant)
    const token = long('a')
    expectAccepted(await get(token))
    tenant.jwks.keys = [createTestKey({ kid: 'k1' }).publicJwk]
    setClock(N + 301)
    expectRefused(await get(token), 401, 'invalid_token', 'signature_invalid')
  })

  test('a key that was withdrawn since its set was saved stays withdrawn', async () => {
    const before = tenants(['a'])
    const [old] = before.of('a').keys
    expectAccepted(await before.get(bearer(before.of('a'))))
    const restoreKeySets = before.server.savedKeySets()
    const { get, of, setClock } = tenants(['a', 'b'], {
      resolvedIssuers: { maxIssuers: 1 },
      restoreKeySets,
      fetch: (async (url: string, init?: RequestInit) =>
        (url.startsWith(tenantUrl('a')) ? before : { of: () => of('b') }).of('a').fetch(url, init)) as never,
    })
    const issuer = before.of('a')
    issuer.rotateKeys()
    issuer.withdrawKey('k1')
    const token = bearer(issuer, { key: old, expiresInSeconds: 100_000 })
    expectAccepted(await get(bearer(issuer)))
    await until(async () => !(await get(token)).ok)
    setClock(N + 10)
    expectAccepted(await get(bearer(of('b'))))
    expectRefused(await get(token), 401, 'invalid_token', 'key_not_found')
  })
})

test('saved key sets are restored for tenants when they come', async () => {
  const before = tenants(['a', 'b'])
  for (const name of ['a', 'b']) expectAccepted(await before.get(bearer(before.of(name))))
  const saved = before.server.savedKeySets()
  expect(saved.map(({ issuer }) => issuer).toSorted()).toEqual([tenantUrl('a'), tenantUrl('b')])
  const restored = matrix(
    {
      issuers: undefined,
      resolveIssuer: (iss: string) => iss,
      restoreKeySets: saved,
      fetch: () => Promise.reject(new Error('no network')),
    } as never,
    before.of('a'),
  )
  for (const name of ['a', 'b']) expectAccepted(await restored.get(bearer(before.of(name))))
  expect(restored.events.filter(({ type }) => type === 'configuration_warning')).toEqual([])
})
