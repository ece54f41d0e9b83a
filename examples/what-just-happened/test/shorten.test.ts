import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { shownPath, shownUrl } from '../src/address.js'
import { shownAnswerHeaders, shownRequestHeaders } from '../src/headers.js'
import { takeApart } from '../src/jwt.js'
import { shownParameters } from '../src/parameters.js'
import { readSteps } from '../src/observer/read-steps.js'
import { plainText, shortenSecret } from '../src/shorten.js'
import { step } from './support/steps.js'

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const secret = () => randomBytes(32).toString('base64url')

/** Whether more than a few characters of a secret are there. */
const shows = (shown: unknown, hidden: string) => {
  const text = JSON.stringify(shown)
  return Array.from({ length: hidden.length - 7 }, (_, at) => hidden.slice(at, at + 8)).some((part) =>
    text.includes(part),
  )
}

test('of a secret the beginning is shown, of a short one less', () => {
  expect(shortenSecret('abcdefghijklmnopqrstuvwxyz')).toBe('abcdef…')
  expect(shortenSecret('password')).toBe('pa…')
  expect(shortenSecret('abc')).toBe('…')
})

test('no parameter whose name is not known is shown, and no known secret whole', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.stringMatching(/^[\w-]{24,60}$/), (name, value) => {
      const { fields } = shownParameters([[name, value]])
      expect(fields.every((field) => field.value.length <= 8 || /^[a-z_-]*$/.test(value))).toBe(true)
    }),
  )
  expect(
    shownParameters([
      ['password', 'correct horse'],
      ['email', 'a@b.c'],
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]).fields,
  ).toEqual([{ name: 'email', value: 'a@b.c' }])
})

test.each([
  'code',
  'state',
  'nonce',
  'code_verifier',
  'refresh_token',
  'client_secret',
  'access_token',
  'token',
  'id_token_hint',
])('the parameter %s is shortened', (name) => {
  const value = secret()
  const { fields } = shownParameters([[name, value]])
  expect(fields).toEqual([{ name, value: `${value.slice(0, 6)}…`, shortened: true }])
})

test('a path is made of words, and of what is shortened, however long they are', () => {
  expect(shownPath('/.well-known/oauth-protected-resource')).toBe('/.well-known/oauth-protected-resource')
  expect(shownPath(`/files/${'a'.repeat(40)}`)).toBe('/files/aaaaaa…')
  const started = performance.now()
  for (let time = 0; time < 10; time++) shownPath(`/${'a'.repeat(40)}!`.repeat(380))
  // A second and more, where each of them is taken apart in all ways that there are.
  expect(performance.now() - started).toBeLessThan(500)
})

test('a secret where it does not belong is shortened as well', () => {
  const value = secret()
  for (const name of ['scope', 'client_id', 'error_description', 'login_hint', 'resource', 'redirect_uri'])
    expect(shows(shownParameters([[name, `see ${value}`]]), value)).toBe(false)
  expect(
    shows([plainText(`x ${value}.${value}.${value}`), shownPath(`/a/${value}?code=${value}`)], value),
  ).toBe(false)
})

test('addresses lose their query, and what names one thing alone', () => {
  expect(shownUrl('http://127.0.0.1:4200/callback?code=abc&state=def#x')).toBe(
    'http://127.0.0.1:4200/callback',
  )
  expect(shownUrl('http://127.0.0.1:4100')).toBe('http://127.0.0.1:4100')
  expect(shownUrl('javascript:alert(1)')).toBe('javascript:')
  expect(shownPath('/.well-known/oauth-protected-resource/account')).toBe(
    '/.well-known/oauth-protected-resource/account',
  )
  expect(shownPath('/files/0193aa0c-51d4-7bc5-9fd3-6a4f1f9e0a11/content')).toBe('/files/0193aa…/content')
  expect(shownPath('/interaction/V1StGXR8_Z5jdHi6B-myT/login')).toBe('/interaction/V1StG…/login')
})

test('a token is taken apart, without what could be used', () => {
  const [sid, nonce, jti, unknown] = [secret(), secret(), secret(), secret()]
  const claims = {
    iss: 'https://i.example',
    sub: 'alice',
    aud: ['a', 'b'],
    exp: 1_700_000_000,
    sid,
    nonce,
    jti,
    unknown,
  }
  const token = `${encoded({ alg: 'RS256', typ: 'at+jwt', kid: 'k1', x5c: [unknown] })}.${encoded(claims)}.${secret()}`
  const shown = takeApart('access_token', token)
  expect(shown).toMatchObject({
    name: 'access_token',
    header: [{ name: 'alg', value: 'RS256' }, { name: 'typ' }, { name: 'kid', value: 'k1' }],
  })
  expect(Object.fromEntries(shown?.claims.map(({ name, value }) => [name, value]) ?? [])).toMatchObject({
    iss: 'https://i.example',
    aud: 'a, b',
    exp: '1700000000 (2023-11-14T22:13:20Z)',
    sid: `${sid.slice(0, 6)}…`,
  })
  for (const hidden of [sid, nonce, jti, unknown, ...token.split('.')])
    expect(shows(shown, hidden)).toBe(false)
})

test.each(['', 'opaque', 'a.b.c', 'e30.e30', `e30.${'x'.repeat(20_000)}.x`])(
  '%# is no token to take apart',
  (text) => {
    expect(takeApart('access_token', text)).toBeUndefined()
  },
)

test('credentials and cookies are shortened; headers that are not known are not there', () => {
  const [token, session, basic] = [secret(), secret(), secret()]
  const shown = shownRequestHeaders({
    authorization: [
      `DPoP ${token}`,
      `Basic ${Buffer.from(`photo-print:${basic}`).toString('base64')}`,
      `Digest ${token}`,
    ],
    cookie: [`photo-print.session=${session}; photo-print.session.sig=${session}; foreign=${session}`],
    'x-api-key': [token],
  })
  expect(shown.fields).toEqual([
    { name: 'Authorization', value: `DPoP ${token.slice(0, 6)}…`, shortened: true },
    { name: 'Authorization', value: 'Basic photo-print:…', shortened: true },
    { name: 'Authorization', value: '…', shortened: true },
    { name: 'Cookie', value: `photo-print.session=${session.slice(0, 6)}…`, shortened: true },
  ])
  const answer = shownAnswerHeaders({
    'set-cookie': [`drive.session=${session}; Path=/; HttpOnly; SameSite=Lax`],
    location: [`http://127.0.0.1:4200/callback?code=${token}`],
    'dpop-nonce': [token],
    'x-internal': [token],
  })
  expect(answer).toEqual([
    { name: 'Location', value: 'http://127.0.0.1:4200/callback' },
    { name: 'DPoP-Nonce', value: `${token.slice(0, 6)}…`, shortened: true },
    {
      name: 'Set-Cookie',
      value: `drive.session=${session.slice(0, 6)}…; HttpOnly; SameSite=Lax`,
      shortened: true,
    },
  ])
})

test('a token that holds more than can be shown does not hide its step', () => {
  let claims: object = { jkt: 'x' }
  for (let depth = 0; depth < 200; depth++) claims = { cnf: claims, sub: 'x', events: { sub: 'y' } }
  const token = takeApart('access_token', `${encoded({ alg: 'none' })}.${encoded(claims)}.`)
  expect(readSteps({ steps: [step({ tokens: token ? [token] : [] })] })).toHaveLength(1)
})
