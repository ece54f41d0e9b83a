import { createDpopProver, type ProofOptions } from '../../../packages/testing/src/index.js'
import type { ResourceServerOptions } from '../../../packages/core/src/index.js'
import type { Bench } from '../bench.js'
import { challengesOf, expectChallengeLines } from '../expect-answer.js'
import { fieldValues, type RawResponse } from '../raw-request.js'

const x = 'https://rs.example/api/x'

/** Proofs of possession over the wire. RFC 9449. */
export function dpopCases<M>(bench: Bench<M>): void {
  const client = () => createDpopProver({ clock: bench.issuer.clock })
  const serve = (options: Partial<ResourceServerOptions> = {}) =>
    bench.serveMatrix({ dpop: 'allowed', ...options })

  /** `GET /api/x` with a bound token and a proof for it. */
  async function prove(proof: ProofOptions = {}, more: readonly string[] = []): Promise<RawResponse> {
    const prover = client()
    const token = bench.issuer.token({ scope: 'read', boundTo: prover })
    const { authorization, dpop } = prover.headers({ url: x, token }, proof)
    return bench.send({
      target: '/api/x?a=1',
      lines: [`Authorization: ${authorization}`, `DPoP: ${dpop}`, ...more],
    })
  }

  test('9449-7.1-a: a bound token with a proof, behind a router at a prefix and two guards', async () => {
    await serve()
    expect((await prove()).status).toBe(200)
    expect(bench.verified).toBe(1)
  })

  test('9449-4.1-a, D3: two DPoP lines, and two proofs in one', async () => {
    await serve()
    const { dpop } = client().headers({ url: x, token: 'x' })
    expect((await prove({}, [`DPoP: ${dpop}`])).status).toBe(401)
    const prover = client()
    const token = bench.issuer.token({ scope: 'read', boundTo: prover })
    const proof = () => prover.proof({ url: x, token })
    const joined = await bench.send({
      target: '/api/x',
      lines: [`Authorization: DPoP ${token}`, `dpop: ${proof()}, ${proof()}`],
    })
    const [, challenge] = challengesOf(joined)
    expect(joined.status).toBe(401)
    expect(challenge?.parameters.get('error')).toBe('invalid_dpop_proof')
  })

  test('9449-7.2-b: two challenges, one for each scheme', async () => {
    await serve()
    const response = await bench.get('/api/x')
    expectChallengeLines(response, 2, bench.door)
    expect(challengesOf(response).map(({ scheme }) => scheme)).toEqual(['Bearer', 'DPoP'])
  })

  test('9449-7.2-d: two credentials at once', async () => {
    await serve()
    const response = await bench.get('/api/x', `DPoP ${bench.issuer.token()}`, bench.bearer('read'))
    expect(response.status).toBe(400)
    expect(challengesOf(response)).toHaveLength(1)
  })

  test('9449-8-a, 9449-8.2-a: a nonce comes with the refusal, and a newer one with an answer', async () => {
    await serve({ dpop: { nonces: { lifetimeSeconds: 60 } } })
    const refused = await prove()
    const [nonce, ...more] = fieldValues(refused, 'dpop-nonce')
    expect([refused.status, more]).toEqual([401, []])
    const accepted = await prove({ nonce })
    expect(accepted.status).toBe(200)
    expect(fieldValues(accepted, 'dpop-nonce')).toEqual([])
    bench.issuer.clock.advance(60)
    const rolled = await prove({ nonce })
    expect(rolled.status).toBe(200)
    expect(fieldValues(rolled, 'dpop-nonce')).toHaveLength(1)
    expect(fieldValues(rolled, 'cache-control')).toEqual(['private, no-store'])
  })

  test('9449-4.3-9d: what the client writes into Host and X-Forwarded-* is not looked at', async () => {
    await serve()
    const evil = ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: http', 'Forwarded: host=evil.example']
    expect((await prove({}, evil)).status).toBe(200)
    expect((await prove({ claims: { htu: 'https://evil.example/api/x' } }, evil)).status).toBe(401)
  })

  test('9449-4.3-9d: behind a proxy that takes a path away', async () => {
    await serve({ publicUrl: 'https://public.example/v1/' })
    expect((await prove({ claims: { htu: 'https://public.example/v1/api/x' } })).status).toBe(200)
    expect((await prove()).status).toBe(401)
    const mismatch = bench.events.find(({ type }) => type === 'request_refused')
    expect(mismatch).toMatchObject({
      code: 'proof_target_mismatch',
      expected: expect.stringContaining('https://public.example/v1/api/x') as string,
      actual: expect.stringContaining(x) as string,
      detail: expect.stringContaining('publicUrl') as string,
    })
  })

  test('a fault that a handler throws on has both challenges', async () => {
    await bench.serve((app) => {
      app.use(bench.api({ dpop: 'allowed', optional: true }))
      app.get('/x', [], ({ getAuth }) => getAuth())
    })
    const response = await bench.get('/x')
    expect(response.status).toBe(401)
    expect(challengesOf(response).map(({ scheme }) => scheme)).toEqual(['Bearer', 'DPoP'])
  })
}
