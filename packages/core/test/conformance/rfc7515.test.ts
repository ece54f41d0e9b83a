import { ConfigurationFault } from '../../src/index.js'
import { canary } from '../support/canary.js'
import { contentOf, part, withHeader } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, I, matrix, R } from '../support/matrix.js'
import { createTestKey } from '@qalqon/testing'
import { resourceServer } from '../../src/index.js'

const { issuer, get } = matrix()
const T = issuer.token({ scope: 'read' })
const [header, payload, signature] = T.split('.') as [string, string, string]
const content = contentOf(issuer)

const send = (token: string) => get(`Bearer ${token}`)
const malformed = async (token: string) =>
  expectRefused(await send(token), 401, 'invalid_token', 'token_malformed')
/** Signs a header that is written out by hand, over the claims of T. */
const sign = (text: string | Uint8Array) => issuer.sign({ header: text, payload: content.payload })
const headerText = (rest: string) => `{"typ":"at+jwt","kid":"k1",${rest}}`

test('T itself is accepted', async () => {
  expectAccepted(await send(T))
})

describe('7515-5.2-a: a compact JWS has exactly two periods', () => {
  test.each([
    ['a.b', 'a.b'],
    ['T.', `${T}.`],
    ['.T', `.${T}`],
    ['T.x', `${T}.x`],
    ['a..b.c', `${header}..${payload}.${signature}`],
    ['no period', `${header}${payload}${signature}`],
    ['six parts', `${T}.${T}`],
    ['an empty header', `.${payload}.${signature}`],
    ['an empty payload', `${header}..${signature}`],
    ['periods alone', '..'],
  ])('%s', async (_name, token) => {
    await malformed(token)
  })

  test('five parts are a JWE, which is refused', async () => {
    for (const token of [`${T}.x.y`, '....', `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`]) {
      expectRefused(await send(token), 401, 'invalid_token', 'token_encrypted')
    }
  })
})

describe('7515-5.2-c: the header is valid UTF-8 and exactly one JSON object', () => {
  const good = JSON.stringify(content.header)
  test.each<[string, string | Uint8Array]>([
    ['0xFF', Buffer.concat([Buffer.from('{"alg":"RS256","x":"'), Buffer.from([0xff]), Buffer.from('"}')])],
    ['0xFF alone', Buffer.from([0xff, 0xfe, 0xfd])],
    [
      'an overlong form',
      Buffer.concat([Buffer.from(`${good.slice(0, -1)},"x":"`), Buffer.from([0xc0, 0xaf, 0x22, 0x7d])]),
    ],
    [
      'a surrogate in UTF-8',
      Buffer.concat([Buffer.from(`${good.slice(0, -1)},"x":"`), Buffer.from([0xed, 0xa0, 0x80, 0x22, 0x7d])]),
    ],
    ['UTF-16', Buffer.from(good, 'utf16le')],
    ['UTF-16 with a BOM', Buffer.from(`\ufeff${good}`, 'utf16le')],
    ['[]', '[]'],
    ['an array that holds the header', `[${good}]`],
    ['null', 'null'],
    ['"x"', '"x"'],
    ['a number', '1'],
    ['two objects', `${good}{}`],
    ['an object and a word', `${good} x`],
    ['an object and a NUL', `${good}\0`],
    ['a leading BOM', `\ufeff${good}`],
    ['a comment', `${good.slice(0, -1)}/**/}`],
    ['a trailing comma', `${good.slice(0, -1)},}`],
    ['single quotes', good.replaceAll('"', "'")],
  ])('%s', async (_name, octets) => {
    await malformed(sign(octets))
  })
})

describe('7515-10.12-a: repeated header names are refused', () => {
  test.each([
    ['typ', '{"alg":"RS256","kid":"k1","typ":"JWT","typ":"at+jwt"}'],
    ['typ, the other way round', '{"alg":"RS256","kid":"k1","typ":"at+jwt","typ":"JWT"}'],
    ['typ, equal values', '{"alg":"RS256","kid":"k1","typ":"at+jwt","typ":"at+jwt"}'],
    ['kid', '{"alg":"RS256","kid":"k2","kid":"k1","typ":"at+jwt"}'],
    ['a name that is written differently', '{"alg":"RS256","kid":"k1","t\\u0079p":"JWT","typ":"at+jwt"}'],
    ['in an object inside', '{"alg":"RS256","kid":"k1","typ":"at+jwt","x":{"y":1,"y":2}}'],
  ])('%s', async (_name, text) => {
    await malformed(sign(text))
  })

  test('alg none and RS256, without a signature', async () => {
    for (const algs of ['"alg":"none","alg":"RS256"', '"alg":"RS256","alg":"none"']) {
      await malformed(`${part(headerText(algs))}.${payload}.`)
      await malformed(sign(headerText(algs)))
    }
  })
})

test.each([undefined, 'rs256', 'Rs256', 'RS256 ', '', ['RS256'], { alg: 'RS256' }, 1, true, null])(
  '7515-4.1.1-a: alg is a string and compared case-sensitively: %j',
  async (alg) => {
    const outcome = await send(withHeader(issuer, { alg }))
    expectRefused(outcome, 401, 'invalid_token', 'algorithm_not_allowed')
  },
)

describe('7515-5.3-a: names and values are compared after JSON unescaping', () => {
  test('an escaped alg is RS256', async () => {
    const text = '{"\\u0061lg":"RS\\u0032\\u0035\\u0036","t\\u0079p":"at\\u002Bjwt","kid":"\\u006b1"}'
    expectAccepted(await send(sign(text)))
  })

  test('an escaped crit is crit', async () => {
    const token = sign(headerText('"alg":"RS256","cr\\u0069t":["x"],"x":1'))
    expectRefused(await send(token), 401, 'invalid_token', 'critical_header')
  })
})

test('7515-5.2-d: the signature covers the received octets, however the JSON is written', async () => {
  const { iss, aud, ...rest } = content.payload
  const payloadText = `\n{ "aud" :\t${JSON.stringify(aud).replaceAll('/', '\\/')} , "iss":${JSON.stringify(iss).replaceAll('/', '\\/')},${JSON.stringify(rest).slice(1)}\r\n `
  const token = issuer.sign({
    header: ' {\t"kid":"k1",\n"typ" : "at+jwt" , "alg":"RS256" } ',
    payload: payloadText,
  })
  expectAccepted(await send(token))
})

describe('7515-4.1.11-a: an unknown name in crit makes the JWS invalid', () => {
  test.each(['x', 'b64', 'http://x/ext'])('%s', async (name) => {
    const token = withHeader(issuer, { crit: [name], [name]: 1 })
    expectRefused(await send(token), 401, 'invalid_token', 'critical_header')
  })

  test('no extension can be declared as understood: nothing here would handle it', () => {
    const crit = { crit: ['http://x/ext'] }
    expect(() => resourceServer({ issuer: I, audience: R, ...crit })).toThrow(ConfigurationFault)
    expect(() => resourceServer({ issuer: { issuer: I, ...crit }, audience: R })).toThrow(ConfigurationFault)
  })
})

test.each([[[]], ['exp'], [[1]], [['b64', 'b64']], [['alg']], [['x']], [null], [{}], [true]])(
  '7515-4.1.11-b: a malformed crit: %j',
  async (crit) => {
    const token = withHeader(issuer, { crit, b64: true, exp: content.payload.exp })
    expectRefused(await send(token), 401, 'invalid_token', 'critical_header')
  },
)

describe('7515-4.1.9-a: typ is a media type', () => {
  test.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/At+Jwt'])('%s is equal', async (typ) => {
    expectAccepted(await send(withHeader(issuer, { typ })))
  })

  test.each([
    'x/at+jwt',
    'at+jwt;v=1',
    'application/at+jwt;v=1',
    '/at+jwt',
    'application/application/at+jwt',
    'at+jwt ',
  ])('%s is not equal', async (typ) => {
    expectRefused(await send(withHeader(issuer, { typ })), 401, 'invalid_token', 'type_mismatch')
  })
})

describe('7515-6-a: a token never brings its own key', () => {
  const attacker = createTestKey({ kid: 'k1', algorithm: 'RS256' })
  const evil = 'https://canary.example'
  const certificate = Buffer.from('certificate').toString('base64')
  const sources: Record<string, unknown>[] = [
    { jwk: attacker.publicJwk },
    { jku: `${evil}/jwks` },
    { x5u: `${evil}/chain.pem` },
    { x5c: [certificate] },
    { jwk: attacker.publicJwk, jku: `${evil}/jwks`, x5u: `${evil}/chain.pem`, x5c: [certificate] },
  ]
  const named = sources.map((source) => [Object.keys(source).join(' '), source] as const)

  test.each(named)('%s', async (_names, source) => {
    const wire = canary(issuer)
    const { get } = matrix({ fetch: wire.fetch }, issuer)
    const forged = (kid: string | undefined) => `Bearer ${withHeader(issuer, { ...source, kid }, attacker)}`
    expectRefused(await get(forged('k1')), 401, 'invalid_token', 'signature_invalid')
    expectRefused(await get(forged(undefined)), 401, 'invalid_token', 'signature_invalid')
    expectRefused(await get(forged('attacker')), 401, 'invalid_token', 'key_not_found')
    expect(wire.requests).toEqual([])
  })

  test.each(named)('%s do no harm to a token that a key of the issuer signed', async (_names, source) => {
    const wire = canary(issuer)
    const { get } = matrix({ fetch: wire.fetch }, issuer)
    expectAccepted(await get(`Bearer ${withHeader(issuer, source)}`))
    expect(wire.requests).toEqual([])
  })
})

test.each([
  ['false with crit', { b64: false, crit: ['b64'] }],
  ['false without crit', { b64: false }],
  ['true with crit', { b64: true, crit: ['b64'] }],
  ['no boolean', { b64: 'true' }],
])('7797-7-a: a JWT never has an unencoded payload: b64 %s', async (_name, members) => {
  // Well signed in either reading: unencoded, the payload would be the very characters of the part.
  const outcome = await send(withHeader(issuer, members))
  expectRefused(outcome, 401, 'invalid_token', 'critical_header')
})
