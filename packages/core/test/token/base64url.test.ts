import fc from 'fast-check'
import { decodeBase64url, isCanonicalBase64url } from '../../src/token/base64url.js'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const nodeDecodes = (text: string) => Buffer.from(text, 'base64url')

test('the test vectors of RFC 4648 §10, without padding', () => {
  const vectors = {
    '': '',
    f: 'Zg',
    fo: 'Zm8',
    foo: 'Zm9v',
    foob: 'Zm9vYg',
    fooba: 'Zm9vYmE',
    foobar: 'Zm9vYmFy',
  }
  for (const [plain, text] of Object.entries(vectors)) {
    expect(Buffer.from(decodeBase64url(text)!).toString()).toBe(plain)
  }
})

test('whatever octets are encoded come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
      const text = Buffer.from(octets).toString('base64url')
      expect(isCanonicalBase64url(text)).toBe(true)
      expect(Buffer.from(decodeBase64url(text)!).equals(Buffer.from(octets))).toBe(true)
    }),
  )
})

test('a text is canonical exactly when encoding its octets gives it back', () => {
  const anyText = fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), maxLength: 12 })
  fc.assert(
    fc.property(anyText, (text) => {
      const canonical = nodeDecodes(text).toString('base64url') === text
      expect(isCanonicalBase64url(text)).toBe(canonical)
      expect(decodeBase64url(text) !== undefined).toBe(canonical)
    }),
    { numRuns: 1000 },
  )
})

test('of the last characters of a group of two, 4 of 64 are canonical; of three, 16', () => {
  const canonical = (start: string) =>
    Array.from(alphabet)
      .filter((last) => isCanonicalBase64url(start + last))
      .join('')
  expect(canonical('A')).toBe('AQgw')
  expect(canonical('AA')).toBe('AEIMQUYcgkosw048')
  expect(canonical('AAA')).toBe(alphabet)
  expect(canonical('')).toBe('')
  expect(canonical('AAAA')).toBe('')
})

test('any character outside the alphabet is refused, wherever it stands', () => {
  const stray = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 2 })
    .filter((text) => /[^A-Za-z0-9_-]/.test(text))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30 }), stray, fc.nat(), (octets, text, at) => {
      const good = Buffer.from(octets).toString('base64url')
      const place = at % (good.length + 1)
      const bad = good.slice(0, place) + text + good.slice(place)
      expect(isCanonicalBase64url(bad)).toBe(false)
      expect(decodeBase64url(bad)).toBeUndefined()
    }),
  )
  // `$` of a regular expression may match before a line break; it must not here.
  for (const text of ['Zm9v\n', '\nZm9v', 'Zm9vYg==', 'Zm8=', 'Zm+v', 'Zm/v', 'Zm 9v']) {
    expect(isCanonicalBase64url(text)).toBe(false)
  }
})
