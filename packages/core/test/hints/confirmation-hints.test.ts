import type { RequestRefused } from '../../src/index.js'
import { dpopMatrix } from '../support/dpop.js'

async function hintOf({ get, events }: ReturnType<typeof dpopMatrix>, token: string) {
  await get(`Bearer ${token}`)
  const refusal = events.findLast(({ type }) => type === 'request_refused') as RequestRefused
  expect(refusal.code).toBe('token_bound')
  return refusal.hint
}

test('a bound token that comes as Bearer: whether proofs are taken decides what is to be mended', async () => {
  const taking = dpopMatrix()
  expect(await hintOf(taking, taking.bound())).toMatch(/Authorization: DPoP …, with a proof/)
  const off = dpopMatrix({ dpop: 'off' })
  expect(await hintOf(off, off.bound())).toMatch(/set dpop: 'allowed'/)
})

test('a proof for another address than this API sees', async () => {
  const { prove, events } = dpopMatrix()
  await prove({}, { url: 'https://public.example/drive/files' })
  const refusal = events.findLast(({ type }) => type === 'request_refused') as RequestRefused
  expect(refusal.code).toBe('proof_target_mismatch')
  expect(refusal.hint).toMatch(/set publicUrl to what they see/)
})

test('a token that is bound to a certificate', async () => {
  const built = dpopMatrix()
  const token = built.issuer.token({ claims: { cnf: { 'x5t#S256': built.prover.thumbprint } } })
  expect(await hintOf(built, token)).toMatch(/set mtls: 'allowed'/)
})
