import { deepEqual, equal } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import { createDpopProver, type ProofOptions } from '../../dpop-prover.js'
import type { ServerOptionsUnderTest } from '../adapter-under-test.js'
import { challengesOf, expectChallengeLines, expectStatus } from '../answers.js'
import type { Bench } from '../bench.js'
import { expectLike } from '../expect-like.js'
import { fieldValues, type RawResponse } from '../raw-request.js'

const x = 'https://rs.example/api/x'

/** Proofs of possession over the wire. RFC 9449. */
export function dpopCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const client = () => createDpopProver({ clock: bench.issuer.clock })
  const serve = (options: Partial<ServerOptionsUnderTest> = {}) =>
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

  check('9449-7.1-a: a bound token with a proof, behind a router at a prefix and two guards', async () => {
    await serve()
    expectStatus(await prove(), 200)
    equal(bench.verified, 1)
  })

  check('9449-4.1-a, D3: two DPoP lines, and two proofs in one', async () => {
    await serve()
    const { dpop } = client().headers({ url: x, token: 'x' })
    expectStatus(await prove({}, [`DPoP: ${dpop}`]), 401)
    const prover = client()
    const token = bench.issuer.token({ scope: 'read', boundTo: prover })
    const proof = () => prover.proof({ url: x, token })
    const joined = await bench.send({
      target: '/api/x',
      lines: [`Authorization: DPoP ${token}`, `dpop: ${proof()}, ${proof()}`],
    })
    const [, challenge] = challengesOf(joined)
    expectStatus(joined, 401)
    equal(challenge?.parameters.get('error'), 'invalid_dpop_proof')
  })

  check('9449-7.2-b: two challenges, one for each scheme', async () => {
    await serve()
    const response = await bench.get('/api/x')
    expectChallengeLines(response, 2, bench.door)
    deepEqual(
      challengesOf(response).map(({ scheme }) => scheme),
      ['Bearer', 'DPoP'],
    )
  })

  check('9449-7.2-d: two credentials at once', async () => {
    await serve()
    const response = await bench.get('/api/x', `DPoP ${bench.issuer.token()}`, bench.bearer('read'))
    expectStatus(response, 400)
    equal(challengesOf(response).length, 1)
  })

  check('9449-8-a, 9449-8.2-a: a nonce comes with the refusal, and a newer one with an answer', async () => {
    await serve({ dpop: { nonces: { lifetimeSeconds: 60 } } })
    const refused = await prove()
    const [nonce, ...more] = fieldValues(refused, 'dpop-nonce')
    deepEqual([refused.status, more], [401, []])
    const accepted = await prove({ nonce })
    expectStatus(accepted, 200)
    deepEqual(fieldValues(accepted, 'dpop-nonce'), [])
    bench.issuer.clock.advance(60)
    const rolled = await prove({ nonce })
    expectStatus(rolled, 200)
    equal(fieldValues(rolled, 'dpop-nonce').length, 1)
    deepEqual(fieldValues(rolled, 'cache-control'), ['private, no-store'])
  })

  check('9449-4.3-9d: what the client writes into Host and X-Forwarded-* is not looked at', async () => {
    await serve()
    const evil = ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: http', 'Forwarded: host=evil.example']
    expectStatus(await prove({}, evil), 200)
    expectStatus(await prove({ claims: { htu: 'https://evil.example/api/x' } }, evil), 401)
  })

  check('9449-4.3-9d: behind a proxy that takes a path away', async () => {
    await serve({ publicUrl: 'https://public.example/v1/' })
    expectStatus(await prove({ claims: { htu: 'https://public.example/v1/api/x' } }), 200)
    expectStatus(await prove(), 401)
    const mismatch = bench.events.find(({ type }) => type === 'request_refused')
    expectLike(mismatch, {
      code: 'proof_target_mismatch',
      expected: /https:\/\/public\.example\/v1\/api\/x/,
      actual: /https:\/\/rs\.example\/api\/x/,
      detail: /publicUrl/,
    })
  })

  check('a fault that a handler throws on has both challenges', async () => {
    await bench.serve((app) => {
      app.use(bench.api({ dpop: 'allowed', optional: true }))
      app.get('/x', [], ({ getAuth }) => getAuth())
    })
    const response = await bench.get('/x')
    expectStatus(response, 401)
    deepEqual(
      challengesOf(response).map(({ scheme }) => scheme),
      ['Bearer', 'DPoP'],
    )
  })
}
