import fc from 'fast-check'
import { TokenFault, type Outcome } from '../src/index.js'
import { part } from './support/crafted-token.js'
import { I, matrix, N, R } from './support/matrix.js'

const { issuer, server } = matrix()

/** Sends an `Authorization` value; whatever comes out must be an answer of 400 or 401 that does not hold the input. */
async function expectPlainRefusal(authorization: string): Promise<TokenFault> {
  const headers = { authorization }
  const outcome: Outcome<unknown, boolean> = await server.authorize({ method: 'GET', url: '/x', headers })
  if (outcome.ok) throw new Error('the request was accepted')
  expect([400, 401]).toContain(outcome.response.status)
  expect(outcome.fault).toBeInstanceOf(TokenFault)
  const answer = JSON.stringify(outcome.response)
  expect(answer).not.toContain(marker)
  for (const [name, value] of outcome.response.headers) {
    expect(name).toMatch(/^[a-z-]+$/)
    expect(value).toMatch(/^[ -~]+$/)
  }
  return outcome.fault as TokenFault
}

/** Stands somewhere in every input, so that an echo is seen. */
const marker = 'qzxj'

const marked = (text: fc.Arbitrary<string>) => fc.tuple(text, text).map(([a, b]) => `${a}${marker}${b}`)
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

const refusals = (values: fc.Arbitrary<string>) =>
  fc.asyncProperty(values, async (authorization) => {
    await expectPlainRefusal(authorization)
  })

beforeAll(() => server.ready())

test('an arbitrary Authorization value is refused, whatever it is', async () => {
  const schemes = fc.constantFrom('', 'Bearer', 'Bearer ', 'bearer  ', 'Bearer\t', 'Basic ', 'x, Bearer ')
  const values = fc.tuple(schemes, marked(anyText)).map((parts) => parts.join(''))
  await fc.assert(refusals(values), { numRuns: 600 })
})

test('so are parts of anything that a token may be spelled with, however many', async () => {
  const alphabet = 'ABCDEFabcdef0123456789-_.=+/~.'.split('')
  const parts = fc.array(fc.string({ unit: fc.constantFrom(...alphabet) }), { minLength: 1, maxLength: 6 })
  const values = parts.map((list) => `Bearer ${list.join('.')}${marker}`)
  await fc.assert(refusals(values), { numRuns: 600 })
})

test('so are three parts of arbitrary octets or JSON', async () => {
  const contents = fc.oneof(
    fc.uint8Array().map((octets) => part(octets)),
    marked(fc.json()).map(part),
    fc.dictionary(marked(fc.string()), fc.jsonValue()).map(part),
  )
  const values = fc.tuple(contents, contents, contents).map((parts) => `Bearer ${parts.join('.')}`)
  await fc.assert(refusals(values), { numRuns: 600 })
})

describe('so are tokens that come close', () => {
  const someValue = fc.oneof(
    fc.jsonValue(),
    marked(anyText),
    fc.constantFrom<unknown>(null, '', 0, -1, 1e308, [], {}, [null], '__proto__', 'constructor', '\ud800'),
  )
  const header = { typ: 'at+jwt', alg: 'RS256', kid: issuer.keys[0]!.kid }
  const claims = { iss: I, aud: R, sub: marker, client_id: marker, jti: marker, iat: N, exp: N + 300 }
  /** The good one with some members replaced and some added. */
  const changed = (good: Record<string, unknown>) =>
    fc
      .dictionary(
        fc.oneof(fc.constantFrom(...Object.keys(good), 'crit', 'cty', 'b64', 'nbf', 'cnf'), fc.string()),
        someValue,
        { maxKeys: 3 },
      )
      .map((changes) => ({ ...good, ...changes }))
  const signatures = fc.uint8Array({ minLength: 0, maxLength: 300 })

  test('and are signed by nobody', async () => {
    const codes = new Set<string>()
    const property = fc.asyncProperty(
      changed(header),
      changed(claims),
      signatures,
      async (head, body, signature) => {
        codes.add((await expectPlainRefusal(`Bearer ${part(head)}.${part(body)}.${part(signature)}`)).code)
      },
    )
    await fc.assert(property, { numRuns: 600 })
    const reached = [
      'signature_invalid',
      'type_mismatch',
      'issuer_unknown',
      'key_not_found',
      'algorithm_not_allowed',
    ]
    expect([...codes]).toEqual(expect.arrayContaining(reached))
  })

  test('and are signed by the issuer, but do not say what they must', async () => {
    const codes = new Set<string>()
    const spoilt = fc
      .tuple(changed(claims), fc.constantFrom('exp', 'aud', 'sub', 'client_id', 'jti', 'iat'))
      .map(([body, name]) => ({ ...body, [name]: undefined }))
    const property = fc.asyncProperty(spoilt, async (payload) => {
      codes.add((await expectPlainRefusal(`Bearer ${issuer.sign({ header, payload })}`)).code)
    })
    await fc.assert(property, { numRuns: 300 })
    expect([...codes]).toEqual(expect.arrayContaining(['claim_missing', 'claim_malformed']))
  })
})

describe('so are tokens made to exhaust', () => {
  const headerParts = ['alg', 'typ', 'kid', 'crit', 'x'] as const
  const claimParts = ['iss', 'aud', 'exp', 'x'] as const
  /** As deep as fits into the 16 KiB that a token may have by default. */
  const deep = [`${'['.repeat(5900)}${']'.repeat(5900)}`, `${'{"a":'.repeat(1900)}1${'}'.repeat(1900)}`]
  const written = (name: string, json: string, good: object) => {
    const others = JSON.stringify({ ...good, [name]: undefined })
    return others === '{}' ? `{"${name}":${json}}` : others.replace('{', `{"${name}":${json},`)
  }
  const good = { typ: 'at+jwt', alg: 'RS256', kid: issuer.keys[0]!.kid }

  test.each(headerParts)('by nesting in the header: %s', async (name) => {
    for (const json of deep) {
      const head = written(name, json, good)
      await expectPlainRefusal(`Bearer ${part(head)}.${part({ iss: I })}.AAAA`)
    }
  })

  test.each(claimParts)('by nesting in the claims: %s', async (name) => {
    for (const json of deep) {
      await expectPlainRefusal(`Bearer ${part(good)}.${part(written(name, json, { iss: I }))}.AAAA`)
      await expectPlainRefusal(
        `Bearer ${issuer.sign({ header: good, payload: written(name, json, { iss: I, aud: R }) })}`,
      )
    }
  })

  test('by their size', async () => {
    expect((await expectPlainRefusal(`Bearer ${'a'.repeat(16_385)}`)).code).toBe('token_too_large')
    expect((await expectPlainRefusal(`Bearer ${'.'.repeat(16_384)}`)).code).toBe('token_malformed')
    expect((await expectPlainRefusal(`Bearer ${'a'.repeat(100_000_000)}`)).code).toBe('token_too_large')
  })
})
