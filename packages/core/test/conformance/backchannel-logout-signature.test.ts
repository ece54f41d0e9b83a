import { createTestKey, type TestKey } from '@qalqon/testing'
import { part } from '../support/crafted-token.js'
import { expectEnded, expectLogoutRefused, logoutBench, logoutRequest } from '../support/logout.js'
import { I } from '../support/matrix.js'

describe('BCLO-2.6-a, OIDF-12: the signature is checked as that of an ID token', () => {
  test.each(['none', 'None', 'HS256', 'RS1', '', 1, null, undefined])('alg %p is refused', async (alg) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ header: { alg } }), 'algorithm_not_allowed')
    expect(bench.issuer.requests.urls).toEqual([])
  })

  test('none without a signature is refused', async () => {
    const bench = logoutBench()
    const [, payload] = bench.issuer.logoutToken().split('.')
    const token = `${part({ alg: 'none', typ: 'logout+jwt' })}.${payload}.`
    expectLogoutRefused(bench, await bench.post(token), 'algorithm_not_allowed')
  })

  test('an algorithm that the issuer does not use is refused, though its key is published', async () => {
    const key = createTestKey({ kid: 'e1', algorithm: 'Ed25519' })
    const bench = logoutBench({ issuer: { issuer: I, algorithms: ['ES256'] } })
    bench.issuer.setJwks({ keys: [...bench.issuer.keys, key].map(({ publicJwk }) => publicJwk) })
    expectLogoutRefused(bench, await bench.post({ key }), 'algorithm_not_allowed')
    expectEnded(bench, await bench.post())
  })

  test('a signature of another key, a broken one and a changed payload are refused', async () => {
    const bench = logoutBench()
    const [known] = bench.issuer.keys as [TestKey]
    const stranger = createTestKey({ kid: known.kid })
    expectLogoutRefused(bench, await bench.post({ key: stranger }), 'signature_invalid')
    const [header, payload, signature] = bench.issuer.logoutToken().split('.')
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object
    const changed = part({ ...claims, sub: 'user-2' })
    expectLogoutRefused(bench, await bench.post(`${header}.${changed}.${signature}`), 'signature_invalid')
    expectLogoutRefused(
      bench,
      await bench.post(`${header}.${payload}.${'A'.repeat(86)}`),
      'signature_invalid',
    )
  })

  test('a key that the token brings is never used, and one that nobody published is not known', async () => {
    const bench = logoutBench()
    const key = createTestKey({ kid: 'mine' })
    const header = { jwk: key.publicJwk, jku: 'https://attacker.example/jwks' }
    expectLogoutRefused(bench, await bench.post({ key, header }), 'key_not_found')
    expect(bench.issuer.requests.urls.every((url) => url.startsWith(I))).toBe(true)
  })

  test.each([
    ['', 'logout_token_missing'],
    ['x', 'token_malformed'],
    ['a.b', 'token_malformed'],
    ['a.b.c.d', 'token_malformed'],
    ['a.b.c.d.e', 'token_encrypted'],
    ['a.b.c', 'token_malformed'],
    ['a'.repeat(20_000), 'token_too_large'],
  ])('a text that is none is refused: %#', async (token, code) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.receiver.receive(logoutRequest(token)), code)
  })

  test('an extension that is compulsory, and a token in the token, are refused', async () => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ header: { crit: ['exp'] } }), 'critical_header')
    expectLogoutRefused(bench, await bench.post({ header: { cty: 'JWT' } }), 'token_nested')
  })

  test('a claim that is named twice is refused', async () => {
    const bench = logoutBench()
    const { issuer } = bench
    const [header, payload] = issuer
      .logoutToken()
      .split('.')
      .map((text) => Buffer.from(text, 'base64url'))
    const twice = payload!.toString().replace('{', '{"sub":"user-2",')
    const token = issuer.sign({ header: part(header!), payload: part(twice) })
    expectLogoutRefused(bench, await bench.post(token), 'token_malformed')
  })
})
