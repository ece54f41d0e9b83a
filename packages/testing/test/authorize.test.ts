import { authorize, createDpopProver } from '../src/index.js'

/** A request as supertest has it, and the fields that were set. */
function requestTo(url: string, method = 'GET') {
  const fields: Record<string, string> = {}
  return {
    method,
    url,
    fields,
    set(name: string, value: string) {
      fields[name] = value
      return this
    },
  }
}

const claimsOf = (proof = '') =>
  JSON.parse(Buffer.from(proof.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
const loopback = 'http://127.0.0.1:40123/files?a=1'

test('a token alone is a bearer token, and the request comes back', () => {
  const request = requestTo(loopback)
  expect(authorize(request, 'abc')).toBe(request)
  expect(request.fields).toEqual({ Authorization: 'Bearer abc' })
})

test('with a prover it has a proof of the method, the URL and the token', () => {
  const { fields } = authorize(requestTo(loopback, 'POST'), 'abc', { prover: createDpopProver() })
  expect(fields.Authorization).toBe('DPoP abc')
  expect(claimsOf(fields.DPoP)).toMatchObject({ htm: 'POST', htu: 'http://127.0.0.1:40123/files' })
  expect(claimsOf(fields.DPoP)).toHaveProperty('ath')
  expect(claimsOf(fields.DPoP)).not.toHaveProperty('nonce')
})

test.each([
  [
    'the audience, of which the origin counts',
    { audience: 'https://rs.example/api' },
    'https://rs.example/files',
  ],
  ['an audience with a slash', { audience: 'https://rs.example/' }, 'https://rs.example/files'],
  ['publicUrl with its path', { publicUrl: 'https://rs.example/api/' }, 'https://rs.example/api/files'],
])('the proof is for %s', (_what, named, htu) => {
  const { fields } = authorize(requestTo(loopback), 'abc', { prover: createDpopProver(), ...named })
  expect(claimsOf(fields.DPoP)).toMatchObject({ htu })
})

test('the nonce goes into the proof', () => {
  const { fields } = authorize(requestTo(loopback), 'abc', { prover: createDpopProver(), nonce: 'n1' })
  expect(claimsOf(fields.DPoP)).toMatchObject({ nonce: 'n1' })
})

test('what would test nothing is told', () => {
  const prover = createDpopProver()
  const told = (options: object, request: object = requestTo(loopback)) =>
    expect(() => authorize(request as never, 'abc', options))
  told({ clock: 1 }).toThrow(/no option "clock"/)
  told({ audience: 'https://rs.example' }).toThrow(/hand in the prover/)
  told({ nonce: 'n' }).toThrow(/hand in the prover/)
  told({ prover, audience: 'https://a.example', publicUrl: 'https://a.example' }).toThrow(/not both/)
  told({ prover, audience: 'urn:api' }).toThrow(/audience is no http\(s\) URL/)
  told({}, {}).toThrow(/a request of supertest/)
  expect(() => authorize(requestTo(loopback), undefined as never)).toThrow(/expected the token/)
})
