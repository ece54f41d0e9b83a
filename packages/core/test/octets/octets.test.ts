import fc from 'fast-check'
import { octets as nodeOctets } from '../../src/octets/node-octets.js'
import { octets as webOctets } from '../../src/octets/web-octets.js'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe.each([
  ['on Node', nodeOctets],
  ['everywhere', webOctets],
])('%s', (_name, octets) => {
  const decodeBase64url = (text: string) => octets.decodeBase64url(text)
  const isCanonical = (text: string) => decodeBase64url(text) !== undefined

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
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodeBase64url(Buffer.from(bytes).toString('base64url'))
        expect(Buffer.from(decoded!).equals(Buffer.from(bytes))).toBe(true)
      }),
    )
  })

  test('a text is canonical exactly when encoding its octets gives it back', () => {
    const anyText = fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), maxLength: 12 })
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isCanonical(text)).toBe(Buffer.from(text, 'base64url').toString('base64url') === text)
      }),
      { numRuns: 1000 },
    )
  })

  test('of the last characters of a group of two, 4 of 64 are canonical; of three, 16', () => {
    const canonical = (start: string) =>
      Array.from(alphabet)
        .filter((last) => isCanonical(start + last))
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
      fc.property(fc.uint8Array({ maxLength: 30 }), stray, fc.nat(), (bytes, text, at) => {
        const good = Buffer.from(bytes).toString('base64url')
        const place = at % (good.length + 1)
        expect(isCanonical(good.slice(0, place) + text + good.slice(place))).toBe(false)
      }),
      { numRuns: 1000 },
    )
    // `$` of a regular expression may match before a line break; it must not here.
    for (const text of ['Zm9v\n', '\nZm9v', 'Zm9vYg==', 'Zm8=', 'Zm+v', 'Zm/v', 'Zm 9v']) {
      expect(isCanonical(text)).toBe(false)
    }
  })

  test('no character in the place of another of the alphabet, and none that a part of its code would stand for', () => {
    const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code))
    const taken = characters.filter((character) => isCanonical(`Zm9${character}YmFy`))
    expect(taken).toEqual(Array.from(alphabet).toSorted())
    expect(isCanonical('Zm9vYmFy')).toBe(true)
  })

  test('SHA-256 in base64url', async () => {
    // The vector of RFC 9449 §7.1: `ath` of the access token.
    const token = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU'
    expect(await octets.sha256(token)).toBe('fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo')
  })
})

test('both give the same verdict over arbitrary texts', () => {
  const anyText = fc.oneof(
    fc.string({ unit: fc.constantFrom(...Array.from(alphabet), '+', '/', '=', ' ', '\n', 'é', 'Ł', '😀') }),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(anyText, (text) => {
      const [ours, theirs] = [nodeOctets.decodeBase64url(text), webOctets.decodeBase64url(text)]
      expect(ours && Buffer.from(ours).toString('hex')).toBe(theirs && Buffer.from(theirs).toString('hex'))
    }),
    { numRuns: 3000 },
  )
})
