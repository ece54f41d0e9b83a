import { createDpopProver, createTestIssuer, type ProofOptions, type ProvedRequest } from '@qalqon/testing'
import {
  ConfigurationFault,
  resourceServer,
  type Explanation,
  type ResourceRequest,
  type ResourceServerOptions,
} from '../../src/index.js'

const issuer = createTestIssuer()
const publicUrl = 'https://api.example.com'
const url = `${publicUrl}/files`
const prover = createDpopProver({ clock: issuer.clock })
const bound = issuer.token({ scope: 'read', boundTo: prover })

const server = (options: Partial<ResourceServerOptions> = {}) =>
  resourceServer({ ...issuer.options, dpop: { use: 'allowed' }, publicUrl, ...options })

const requestWith = (headers: ResourceRequest['headers'], method = 'GET'): ResourceRequest => ({
  method,
  url: '/files?all',
  headers,
})

const outcomes = ({ checks }: Explanation, step: string) =>
  checks
    .filter((check) => check.step === step)
    .map(({ name, ok, code }) => [name, ok, ...(code ? [code] : [])])

/** A request with the bound token, and a proof that is spoilt where that is said. */
const provedBy = (proved: Partial<ProvedRequest> = {}, options: ProofOptions = {}) => ({
  authorization: `DPoP ${bound}`,
  dpop: prover.proof({ url, token: bound, ...proved }, options),
})

test('a request with a bearer token: how it came is checked too', async () => {
  const request = requestWith({ authorization: `Bearer ${issuer.token({ scope: 'read' })}` })
  const explanation = await server().explain(request, { scope: ['read'] })
  expect(explanation).toMatchObject({ ok: true, verdict: 'accepted', token: { verified: true } })
  expect(outcomes(explanation, 'extract')).toEqual([
    ['scheme', true],
    ['size', true],
    ['characters', true],
  ])
  expect(outcomes(explanation, 'confirmation')).toEqual([
    ['cnf', true],
    ['scheme of the binding', true],
  ])
})

test('a request with a proof: every check of the proof, and the explanation does not use it up', async () => {
  const api = server()
  const request = requestWith(provedBy())
  const explanation = await api.explain(request, { scope: ['read'] })
  expect(outcomes(explanation, 'confirmation')).toEqual([
    ['cnf', true],
    ['scheme of the binding', true],
    ['proof', true],
    ['proof htm, htu', true],
    ['proof iat', true],
    ['proof ath', true],
    ['proof key', true],
    ['proof signature', true],
    ['proof jti', true],
  ])
  expect(explanation.ok).toBe(true)
  expect((await api.authorize(request)).ok).toBe(true)
  expect(await api.authorize(request)).toMatchObject({ ok: false, fault: { code: 'proof_replayed' } })
})

test('the faults of a proof come out side by side', async () => {
  const old = provedBy({ method: 'POST', token: issuer.token() }, { claims: { iat: issuer.clock() - 4000 } })
  const explanation = await server().explain(requestWith(old))
  expect(explanation).toMatchObject({ ok: false, code: 'proof_method_mismatch' })
  expect(outcomes(explanation, 'confirmation').filter(([, ok]) => ok === false)).toEqual([
    ['proof htm, htu', false, 'proof_method_mismatch'],
    ['proof iat', false, 'proof_expired'],
    ['proof ath', false, 'proof_token_mismatch'],
  ])
})

test('the proof of a thief: made with another key', async () => {
  const thief = createDpopProver({ clock: issuer.clock })
  const headers = { authorization: `DPoP ${bound}`, dpop: thief.proof({ url, token: bound }) }
  expect(await server().explain(requestWith(headers))).toMatchObject({ ok: false, code: 'key_mismatch' })
})

test.each<[string, ResourceRequest['headers'], object]>([
  ['no token', {}, { ok: false, code: 'credentials_missing', checks: [{ name: 'credentials', ok: false }] }],
  ['two', { authorization: ['Bearer a', 'Bearer b'] }, { ok: false, code: 'credentials_repeated' }],
  ['no proof', { authorization: `DPoP ${bound}` }, { ok: false, code: 'proof_missing' }],
  ['a bound token as bearer', { authorization: `Bearer ${bound}` }, { ok: false, code: 'token_bound' }],
])('%s', async (_name, headers, expected) => {
  expect(await server().explain(requestWith(headers))).toMatchObject(expected)
})

test('where proofs are required a bearer token is not taken, and a nonce is asked for where there are nonces', async () => {
  const required = server({ dpop: { use: 'required' } })
  const bearer = requestWith({ authorization: `Bearer ${issuer.token()}` })
  expect(await required.explain(bearer)).toMatchObject({ ok: false, code: 'bearer_not_accepted' })
  const withNonces = server({
    dpop: { use: 'required', nonces: { keys: ['a secret of at least 32 bytes, long'] } },
  })
  expect(await withNonces.explain(requestWith(provedBy()))).toMatchObject({
    ok: false,
    code: 'nonce_required',
  })
})

test('it decides as authorize does, for each of these requests', async () => {
  const plain = issuer.token({ scope: 'read' })
  const requests = [
    requestWith({ authorization: `Bearer ${plain}` }),
    requestWith({ authorization: `DPoP ${plain}`, dpop: prover.proof({ url, token: plain }) }),
    requestWith(provedBy()),
    requestWith(provedBy({ url: `${publicUrl}/other` })),
    requestWith({ authorization: 'Basic x' }),
    requestWith({ authorization: 'Bearer' }),
    requestWith({ authorization: `Bearer ${issuer.expired()}` }),
  ]
  for (const request of requests) {
    const api = server()
    const { ok, code } = await api.explain(request)
    const outcome = await api.authorize(request)
    expect({ ok, code }).toEqual({ ok: outcome.ok, code: outcome.ok ? undefined : outcome.fault.code })
  }
})

test('the request of Node itself is refused, with the mend: it lacks what was sent twice', async () => {
  const message = { ...requestWith({}), rawHeaders: [] }
  await expect(server().explain(message)).rejects.toThrow(/headersDistinct/)
  await expect(server().explain({} as ResourceRequest)).rejects.toThrow(ConfigurationFault)
})
