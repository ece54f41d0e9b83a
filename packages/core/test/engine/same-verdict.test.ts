import fc from 'fast-check'
import { makeSigners, missingAlgorithms, signToken } from '../support/signers.js'
import { stricterRow, stricterRows } from '../support/stricter-than-jose.js'
import { disagreement, judgeOf } from '../support/verdicts.js'

// Both engines give the same verdict as jwtVerify of jose, but for the rows that are listed in stricterRows.

const signers = makeSigners()
const ps256 = signers.find(({ algorithm }) => algorithm === 'PS256')!
const es256 = signers.find(({ algorithm }) => algorithm === 'ES256')!
const json = (value: unknown) => Buffer.from(JSON.stringify(value))

/** Nothing of the times of a token: those are no part of these verdicts, but jwtVerify looks at them. */
const isNoTime = (name: string) => !['exp', 'nbf', 'iat'].includes(name)
const claims = fc.dictionary(fc.string({ unit: 'binary' }).filter(isNoTime), fc.jsonValue(), { maxKeys: 4 })

const payloads = fc.oneof(
  { weight: 12, arbitrary: claims.map(json) },
  { weight: 1, arbitrary: claims.map((value) => Buffer.concat([Buffer.from('\u{feff}'), json(value)])) },
  { weight: 1, arbitrary: fc.jsonValue().map(json) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{"a":1,"a":2}', '{"a":{"b":1,"\\u0062":1}}').map((text) => Buffer.from(text)),
  },
)

const other = { alg: fc.constantFrom<unknown>('none', 'HS256', 'es256', 'RS1', '', 1, null, ['ES256']) }
const extras = fc.record(
  {
    typ: fc.constantFrom<unknown>('at+jwt', 'AT+JWT', 'application/at+jwt', 'JWT', 'at+jwt;v=1', 1, null),
    crit: fc.constantFrom<unknown>(['b64'], ['exp'], [], 'b64', null, ['b64', 'b64']),
    b64: fc.constantFrom<unknown>(true, false, 'true', null),
    cty: fc.constantFrom<unknown>('JWT', 'application/jwt', 'json', 1),
    kid: fc.oneof(fc.string(), fc.constantFrom<unknown>(1, null, {})),
    jwk: fc.constant(es256.jwk),
    x: fc.jsonValue(),
  },
  { requiredKeys: [] },
)

/** Headers that are good, and such as are not. */
const headersFor = (alg: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom({ alg }, { alg, typ: 'at+jwt', kid: 'k' }).map(json) },
    { weight: 3, arbitrary: extras.map((more) => json({ alg, ...more })) },
    { weight: 1, arbitrary: fc.record(other).map(json) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(
          `{"alg":"${alg}","alg":"${alg}"}`,
          `{"alg":"none","\\u0061lg":"${alg}"}`,
          `\u{feff}{"alg":"${alg}"}`,
          ` {"alg" : "${alg}"}\n`,
          `{"alg":"${alg}"} x`,
          `[{"alg":"${alg}"}]`,
        )
        .map((text) => Buffer.from(text)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 8 }) },
  )

/** What is done to a token on its way: bits are flipped in one of its parts, characters change, or nothing happens. */
const changes = fc.oneof(
  { weight: 8, arbitrary: fc.constant((token: string) => token) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(2), fc.array(fc.nat(), { minLength: 1, maxLength: 3 })).map(
      ([at, bits]) =>
        (token: string) =>
          flipped(token, at, bits),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(), fc.nat(2), fc.constantFrom('A', 'g', '-', '_', '.', '=', '+', '/', ' ', '\n', 'é', ''))
      .map(([at, cut, insert]) => (token: string) => {
        const from = at % (token.length + 1)
        return token.slice(0, from) + insert + token.slice(from + cut)
      }),
  },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 140 })
      .map((octets) => (token: string) => withSignature(token, Buffer.from(octets))),
  },
)

function flipped(token: string, at: number, bits: readonly number[]): string {
  const parts = token.split('.')
  const octets = Buffer.from(parts[at]!, 'base64url')
  if (octets.length === 0) return token
  for (const bit of bits) octets[(bit >> 3) % octets.length]! ^= 1 << (bit & 7)
  return parts.with(at, octets.toString('base64url')).join('.')
}

const withSignature = (token: string, signature: Buffer) =>
  `${token.slice(0, token.lastIndexOf('.'))}.${signature.toString('base64url')}`

test.each(signers.map((signer) => [signer.algorithm, signer] as const))(
  '%s: any header, payload and signature',
  async (algorithm, signer) => {
    const judge = await judgeOf(signer.jwk, algorithm)
    const seen = { taken: 0, stricter: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(headersFor(algorithm), payloads, changes, async (header, payload, change) => {
        const token = change(signToken(header, payload, signer))
        const verdicts = await judge(token)
        expect(disagreement(token, signer.jwk, verdicts)).toBeUndefined()
        seen[verdicts.node ? 'taken' : verdicts.jose ? 'stricter' : 'refused']++
      }),
      { numRuns: 150 },
    )
    // Otherwise the property would say little.
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(9)
  },
)

for (const algorithm of missingAlgorithms) {
  // Before Node 24.7 there is no ML-DSA.
  test.skip(`${algorithm}: any header, payload and signature`, () => undefined)
}

describe('each row by which a token is refused that jose takes', () => {
  const header = (members: object) => json({ alg: 'ES256', ...members })
  const mark = Buffer.from('\u{feff}')
  const sign = (head: Uint8Array, payload: Uint8Array = json({})) => signToken(head, payload, es256)
  const examples: Record<string, () => string> = {
    '7515-5.2-b': () => `${sign(header({}))}==`,
    '7515-5.2-c': () => sign(Buffer.concat([mark, header({})])),
    '7519-7.2-a': () => sign(header({}), Buffer.concat([mark, json({})])),
    '7515-10.12-a': () => sign(Buffer.from('{"alg":"none","alg":"ES256"}')),
    '7519-4-a': () => sign(header({}), Buffer.from('{"sub":"a","sub":"b"}')),
    '7515-4.1.9-a': () => sign(header({ typ: 'JWT' })),
    '7515-4.1.11-a': () => sign(header({ crit: ['b64'], b64: true })),
    '7797-7-a': () => sign(header({ b64: false })),
    '7519-7.2-b': () => sign(header({ cty: 'JWT' })),
    '8725-3.10-a': () => sign(header({ kid: 1 })),
    '8017-8.1.2': withoutLeadingZero,
  }

  test('there are no others', () => {
    expect(Object.keys(examples)).toEqual(stricterRows.map(({ row }) => row))
  })

  test.each(stricterRows.map(({ row, what }) => [row, what] as const))('%s: %s', async (row) => {
    const signer = row === '8017-8.1.2' ? ps256 : es256
    const judge = await judgeOf(signer.jwk, signer.algorithm)
    const token = examples[row]!()
    expect(await judge(token)).toEqual({ node: false, web: false, jose: true })
    expect(stricterRow(token, signer.jwk)).toMatch(`${row}: `)
  })
})

/** One signature of 256 begins with a zero. */
function withoutLeadingZero(): string {
  for (let count = 0; ; count++) {
    const token = signToken(json({ alg: 'PS256' }), json({ count }), ps256)
    const signature = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url')
    if (signature[0] === 0) return withSignature(token, signature.subarray(1))
  }
}

test('a disagreement would be seen', () => {
  const token = signToken(json({ alg: 'ES256' }), json({}), es256)
  const said = (node: boolean, web: boolean, jose: boolean) =>
    disagreement(token, es256.jwk, { node, web, jose })
  expect(said(true, true, true)).toBeUndefined()
  expect(said(false, false, false)).toBeUndefined()
  expect(said(true, false, true)).toMatch('node:crypto says true')
  expect(said(true, true, false)).toMatch('jwtVerify refuses it')
  expect(said(false, false, true)).toMatch('no row says why')
  const twice = signToken(Buffer.from('{"alg":"ES256","alg":"ES256"}'), json({}), es256)
  expect(disagreement(twice, es256.jwk, { node: true, web: true, jose: true })).toMatch(
    'against 7515-10.12-a',
  )
})
