import { TokenFault } from '../../src/index.js'
import { parseCompactJws } from '../../src/token/compact-jws.js'
import { contentOf } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, matrix } from '../support/matrix.js'

const { issuer, get } = matrix()
const { header, payload } = contentOf(issuer)
// The lengths of the parts leave no bits over, so that a change of length is one of whole characters.
const T = issuer.sign({ header: padded(header), payload: padded(payload) })
const parts = T.split('.') as [string, string, string]
const names = ['header', 'payload', 'signature'] as const

/** JSON of a whole number of groups of three octets. */
function padded(value: object): string {
  const text = JSON.stringify(value)
  return text + ' '.repeat((3 - (text.length % 3)) % 3)
}

const withPart = (at: number, change: (part: string) => string) =>
  parts.map((part, index) => (index === at ? change(part) : part)).join('.')

function refusalOf(token: string): string {
  try {
    parseCompactJws(token)
  } catch (thrown) {
    if (thrown instanceof TokenFault) return thrown.code
    throw thrown
  }
  return 'none'
}

test('T itself is accepted', async () => {
  expectAccepted(await get(`Bearer ${T}`))
})

describe('7515-5.2-b: base64url is strict', () => {
  const strays = ['=', '+', '/', ' ', '\n', '\r\n', '\t', '%3D', '\ufeff', '\0', '~', 'é', '\u0661']
  const cases = names.flatMap((name, at) => strays.map((stray) => [stray, name, at] as const))

  test.each(cases)('%j in the %s', async (stray, _name, at) => {
    const places = [
      (part: string) => `${part.slice(0, 4)}${stray}${part.slice(4)}`,
      (part: string) => `${part.slice(0, 4)}${stray}${part.slice(4 + stray.length)}`,
      (part: string) => `${part}${stray}`,
      (part: string) => `${stray}${part}`,
    ]
    for (const place of places) {
      const token = withPart(at, place)
      expect(refusalOf(token)).toBe('token_malformed')
      const outcome = await get(`Bearer ${token}`)
      // What no bearer token can hold (RFC 6750 §2.1) makes the request malformed, before anybody looks at the JWS;
      // but a space in front of the token belongs to what separates it from the scheme.
      if (token === ` ${T}`) expectAccepted(outcome)
      else if (/^[A-Za-z0-9\-._~+/]+=*$/.test(token)) {
        expectRefused(outcome, 401, 'invalid_token', 'token_malformed')
      } else expectRefused(outcome, 400, 'invalid_request', 'credentials_malformed')
    }
  })

  test.each(names)('padding after the %s', async (name) => {
    for (const padding of ['=', '==', '===']) {
      const token = withPart(names.indexOf(name), (part) => part + padding)
      expect(refusalOf(token)).toBe('token_malformed')
      const outcome = await get(`Bearer ${token}`)
      if (name === 'signature') expectRefused(outcome, 401, 'invalid_token', 'token_malformed')
      else expectRefused(outcome, 400, 'invalid_request', 'credentials_malformed')
    }
  })

  test.each(names)('a lone character after the groups of the %s', (name) => {
    const at = names.indexOf(name)
    const part = parts[at]!
    const whole = part.slice(0, part.length - (part.length % 4))
    expect(refusalOf(withPart(at, () => `${whole}A`))).toBe('token_malformed')
  })
})

describe('7515-5.2-b: stray bits after the last octet are refused, so that a token has one spelling', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

  /** The other spellings of the octets of a part. */
  const spellings = (part: string) =>
    Array.from(alphabet)
      .map((last) => part.slice(0, -1) + last)
      .filter((other) => other !== part)
      .filter((other) => Buffer.from(other, 'base64url').equals(Buffer.from(part, 'base64url')))

  test.each([
    ['one octet over', 1, 15],
    ['two octets over', 2, 3],
  ])('header and payload, %s', async (_name, over, others) => {
    const text = (value: object) => padded(value) + ' '.repeat(over)
    const token = issuer.sign({ header: text(header), payload: text(payload) })
    expectAccepted(await get(`Bearer ${token}`))
    const [first, second, third] = token.split('.') as [string, string, string]
    expect(spellings(first)).toHaveLength(others)
    for (const other of spellings(first)) {
      const outcome = await get(`Bearer ${other}.${second}.${third}`)
      expectRefused(outcome, 401, 'invalid_token', 'token_malformed')
    }
    for (const other of spellings(second)) {
      const outcome = await get(`Bearer ${first}.${other}.${third}`)
      expectRefused(outcome, 401, 'invalid_token', 'token_malformed')
    }
  })

  test('signature', async () => {
    // The 256 octets of an RSA signature leave one octet over.
    const others = spellings(parts[2])
    expect(others).toHaveLength(15)
    for (const other of others) {
      const outcome = await get(`Bearer ${parts[0]}.${parts[1]}.${other}`)
      expectRefused(outcome, 401, 'invalid_token', 'token_malformed')
    }
  })
})
