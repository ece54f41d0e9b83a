import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { engine } from '../src/engine/node-engine.js'
import { part } from './support/crafted-token.js'
import { dpopMatrix, expectDpopRefused } from './support/dpop.js'
import { bearer, cold, quickIssuer, warm, withKid } from './support/key-sets.js'
import { expectAccepted, expectRefused, expectUndecided, matrix, N, R } from './support/matrix.js'

// The budget of one request, as SECURITY.md states it.

describe('fetches', () => {
  test('none for a request that needs no new key, whatever it holds', async () => {
    const { issuer, get } = await warm()
    for (const authorization of [
      'Bearer abc',
      `Bearer ${part({ alg: 'none' })}.${part({ iss: issuer.issuer })}.`,
      bearer(issuer, { claims: { iss: 'https://elsewhere.example' } }),
      bearer(issuer, { header: { jku: 'https://elsewhere.example', x5u: 'https://elsewhere.example' } }),
      `Bearer ${issuer.signedByStranger()}`,
      bearer(issuer),
    ]) {
      await get(authorization)
    }
    expect(issuer.requests.urls).toEqual([])
  })

  test('three at the most for the first one: two documents of metadata and the key set', async () => {
    const issuer = quickIssuer({ discovery: 'oauth' })
    const { get } = cold({}, issuer)
    await get(bearer(issuer))
    expect(issuer.requests.urls).toHaveLength(3)
  })

  test('one for any number of unknown keys in a cool-down, and none for the same one again', async () => {
    const { issuer, get } = await warm()
    issuer.clock.advance(5)
    for (let count = 0; count < 20; count++) {
      expectRefused(await get(withKid(issuer, `unknown-${count}`)), 401, 'invalid_token', 'key_not_found')
      expectRefused(await get(withKid(issuer, 'unknown-0')), 401, 'invalid_token', 'key_not_found')
    }
    expect(issuer.requests.urls).toHaveLength(1)
  })
})

test('keys: four are tried for a token that names none, and four more of a newer set', async () => {
  const issuer = quickIssuer()
  for (let count = 0; count < 20; count++) issuer.addKey()
  const stranger = issuer.addKey({ publish: false })
  const { get } = await warm({}, issuer)
  const token = issuer.token({ scope: 'read', key: stranger, header: { kid: undefined } })
  issuer.clock.advance(5)
  issuer.setJwks({ keys: quickIssuer().keys.map(({ publicJwk }) => publicJwk) })
  const verify = jest.spyOn(engine, 'verify')
  expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'signature_invalid')
  expect(verify).toHaveBeenCalledTimes(4 + 1)
})

test('bytes: a longer token is refused before anything is done with it', async () => {
  const { get } = await warm()
  expectRefused(await get(`Bearer ${'a'.repeat(16_385)}`), 401, 'invalid_token', 'token_too_large')
})

test('bytes: no more than 64 KiB of a form are looked at', async () => {
  const { server } = matrix({ bearerMethods: ['header', 'body'] })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const request = new Request(`${R}/x`, { method: 'POST', headers, body: 'a'.repeat(65_537) })
  expectRefused(await server.authorize(request), 400, 'invalid_request', 'credentials_malformed')
})

test('time: an issuer that hangs holds a request no longer than keySets.timeoutMs', async () => {
  const issuer = quickIssuer()
  issuer.outage('hang')
  const { get } = matrix({ keySets: { timeoutMs: 30 }, audience: R }, issuer)
  expectUndecided(await get(bearer(issuer)))
  issuer.recover()
  issuer.clock.advance(60)
  expectAccepted(await get(bearer(issuer)))
})

test('memory: thousands of hostile requests leave nothing behind', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', '--conditions=@qalqon/source', '--import', 'tsx', join(__dirname, 'budget-program.ts')],
    { cwd: join(__dirname, '../../..') },
  )
  // 5,600 requests with 12 MB of tokens among them.
  expect(Number(stdout)).toBeLessThan(1_000_000)
}, 120_000)

describe('proofs of possession', () => {
  test('bytes: a proof of more than 8 KiB is refused before anything is done with it', async () => {
    const { get, bound } = dpopMatrix()
    const outcome = await get({ authorization: `DPoP ${bound()}`, dpop: 'a'.repeat(8193) })
    expectDpopRefused(outcome, 'invalid_dpop_proof', 'proof_malformed')
  })

  test('signatures: that of a proof is the only one for a token that was seen before', async () => {
    const { prove, bound } = dpopMatrix()
    const token = bound()
    for (let time = 0; time < 3; time++) expectAccepted(await prove({}, { token }))
    const verify = jest.spyOn(engine, 'verify').mockClear()
    expectAccepted(await prove({}, { token }))
    expect(verify).toHaveBeenCalledTimes(1)
    verify.mockClear()
    expectDpopRefused(await prove({ claims: { htm: 'POST' } }, { token }), 'invalid_dpop_proof')
    expect(verify).not.toHaveBeenCalled()
  })

  test('memory: a proof is remembered for 96 seconds unless the options say otherwise', async () => {
    const ends: number[] = []
    const reserve = (_key: string, expiresAt: number) => {
      ends.push(expiresAt)
      return 'reserved' as const
    }
    const { prove } = dpopMatrix({ replayStore: { reserve }, clockToleranceSeconds: undefined } as object)
    expectAccepted(await prove())
    expect(ends).toEqual([N + 96])
  })

  test('memory: 100,000 of them take less than 20 MB, and one more finds no room', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--expose-gc',
        '--conditions=@qalqon/source',
        '--import',
        'tsx',
        join(__dirname, 'replay/memory-program.ts'),
      ],
      { cwd: join(__dirname, '../../..') },
    )
    const { bytes, next } = JSON.parse(stdout) as { bytes: number; next: string }
    expect(bytes).toBeLessThan(20_000_000)
    expect(next).toBe('full')
  }, 120_000)
})
