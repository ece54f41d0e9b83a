import type { DpopNonceOptions } from '../../src/index.js'
import { quickIssuer } from '../support/key-sets.js'
import { expectAccepted, N } from '../support/matrix.js'
import { dpopMatrix, expectDpopRefused } from '../support/dpop.js'
import type { Outcome } from '../../src/index.js'

const keys = ['0123456789abcdef0123456789abcdef']
const withNonces = (nonces: DpopNonceOptions | true = { keys }, issuer = quickIssuer()) =>
  dpopMatrix({ dpop: { nonces } }, issuer)

/** The one nonce that a refusal hands out. */
function nonceIn(outcome: Outcome<unknown, boolean>): string {
  if (outcome.ok) throw new Error('the request was accepted')
  const nonces = outcome.response.headers.filter(([name]) => name === 'dpop-nonce')
  expect(nonces).toHaveLength(1)
  return nonces[0]![1]
}

const freshNonceIn = (outcome: Outcome<unknown, boolean>) =>
  outcome.ok ? outcome.dpopNonce : nonceIn(outcome)

describe('9449-8-a: a proof without a nonce gets one', () => {
  test.each([true, { keys }] as const)('nonces: %j', async (nonces) => {
    const { prove } = withNonces(nonces)
    const refused = await prove()
    expectDpopRefused(refused, 'use_dpop_nonce', 'nonce_required')
    const nonce = nonceIn(refused)
    expect(nonce).toMatch(/^[!#-[\]-~]+$/)
    expect(nonce.length).toBeGreaterThanOrEqual(22)
    const accepted = await prove({ nonce })
    expectAccepted(accepted)
    expect(accepted).not.toHaveProperty('dpopNonce')
    expect(accepted).not.toHaveProperty('cacheControl')
  })

  test('what is drawn for one process is good in no other', async () => {
    const [one, other] = [nonceIn(await withNonces(true).prove()), nonceIn(await withNonces(true).prove())]
    expect(one).not.toBe(other)
  })

  test('without the option there is none', async () => {
    const outcome = await dpopMatrix().prove({ claims: { htm: 'POST' } })
    if (outcome.ok) throw new Error('the request was accepted')
    expect(outcome.response.headers.map(([name]) => name)).not.toContain('dpop-nonce')
  })
})

describe('9449-8-b: a proof with a nonce that is not ours is never served', () => {
  test.each(['', 'forged', 'eyJ7S_zG.eyJH0-Z.HX4w-7v', 'x'.repeat(43)])('%j', async (nonce) => {
    const { prove } = withNonces()
    const outcome = await prove({ claims: { nonce } })
    if (nonce === '') {
      expectDpopRefused(outcome, 'invalid_dpop_proof', 'proof_malformed')
    } else {
      expectDpopRefused(outcome, 'use_dpop_nonce', 'nonce_required')
      expectAccepted(await prove({ nonce: nonceIn(outcome) }))
    }
  })

  test('one of another length of the steps', async () => {
    const other = quickIssuer({ now: 120 * 1000 })
    const nonce = nonceIn(await withNonces({ keys, lifetimeSeconds: 120 }, other).prove())
    const same = quickIssuer({ now: 60 * 1000 })
    expectDpopRefused(
      await withNonces({ keys, lifetimeSeconds: 60 }, same).prove({ nonce }),
      'use_dpop_nonce',
    )
  })

  test('one of other keys', async () => {
    const foreign = nonceIn(await withNonces({ keys: ['another key of at least 32 bytes'] }).prove())
    expectDpopRefused(await withNonces().prove({ nonce: foreign }), 'use_dpop_nonce')
  })
})

describe('9449-8.2-a, OIDF-09: nonces roll', () => {
  test('an old one works on for a while, and a new one comes with the answer', async () => {
    const issuer = quickIssuer()
    const { prove } = withNonces({ keys, lifetimeSeconds: 60 }, issuer)
    const first = nonceIn(await prove())
    issuer.clock.advance(60)
    const rolled = await prove({ nonce: first })
    expectAccepted(rolled)
    const second = freshNonceIn(rolled)
    expect(second).toBeDefined()
    expect(second).not.toBe(first)
    expect(rolled).toMatchObject({ cacheControl: expect.stringContaining('no-store') as string })
    expectAccepted(await prove({ nonce: second }))
    issuer.clock.advance(60)
    expectDpopRefused(await prove({ nonce: first }), 'use_dpop_nonce')
    expectAccepted(await prove({ nonce: second }))
  })

  test('another instance with the same keys knows it, also when its clock is a little behind', async () => {
    const ahead = quickIssuer({ now: N + 5 })
    const behind = quickIssuer({ now: Math.floor(N / 60) * 60 - 1 })
    const nonces = { keys, lifetimeSeconds: 60 }
    const nonce = nonceIn(await withNonces(nonces, ahead).prove())
    expectAccepted(await withNonces(nonces, quickIssuer()).prove({ nonce }))
    ahead.clock.set(Math.floor(N / 60) * 60)
    const next = nonceIn(await withNonces(nonces, ahead).prove())
    expectAccepted(await withNonces(nonces, behind).prove({ nonce: next }))
  })

  test('the key is changed without a refusal', async () => {
    const issuer = quickIssuer()
    const next = 'the next key, which is 32 bytes long'
    const old = withNonces({ keys }, issuer)
    const both = withNonces({ keys: [...keys, next] }, issuer)
    const turned = withNonces({ keys: [next, ...keys] }, issuer)
    const ofOld = nonceIn(await old.prove())
    expectAccepted(await both.prove({ nonce: ofOld }))
    const answer = await turned.prove({ nonce: ofOld })
    expectAccepted(answer)
    expectAccepted(await both.prove({ nonce: freshNonceIn(answer) }))
    expectDpopRefused(await old.prove({ nonce: freshNonceIn(answer) }), 'use_dpop_nonce')
  })
})
