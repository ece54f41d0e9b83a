import fc from 'fast-check'
import { octets as nodeOctets } from '../../src/octets/node-octets.js'
import { octets as webOctets } from '../../src/octets/web-octets.js'

const encoded = (octets: Uint8Array) => Buffer.from(octets).toString('base64url')

/** Octets that are mostly quotes, or differ from one in one bit, or have the highest bit set. */
const nearQuotes = fc.array(
  fc.oneof(
    fc.constant(0x22),
    fc.nat({ max: 7 }).map((bit) => 0x22 ^ (1 << bit)),
    fc.nat({ max: 255 }),
  ),
  { maxLength: 70 },
)
const asciiNearQuotes = nearQuotes.map((octets) => octets.map((octet) => octet & 0x7f))

describe.each([
  ['on Node', nodeOctets],
  ['everywhere', webOctets],
])('%s', (_name, octets) => {
  test.each([
    ['ASCII', asciiNearQuotes],
    ['any octets', nearQuotes],
    ['any text', fc.string({ unit: 'binary' }).map((text) => Array.from(Buffer.from(text)))],
  ])('%s: the text and its quotes, or nothing where it is not UTF-8', (_what, some) => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    fc.assert(
      fc.property(some, (list) => {
        const bytes = Uint8Array.from(list)
        let text: string | undefined
        try {
          text = strict.decode(bytes)
        } catch {
          text = undefined
        }
        const expected = text === undefined ? undefined : { text, quotes: text.split('"').length - 1 }
        expect(octets.decodeJson(encoded(bytes))).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([0, 1, 2, 3, 4, 1019, 1020, 1021, 1024, 2040, 2041, 16_383, 16_384, 16_385, 100_000])(
    '%i quotes, and as many other characters after them',
    (length) => {
      for (const character of ['"', '#', 'é']) {
        const text = character.repeat(length)
        const quotes = character === '"' ? length : 0
        expect(octets.decodeJson(encoded(Buffer.from(text)))).toEqual({ text, quotes })
      }
    },
  )

  test('what is not canonical base64url is no text', () => {
    for (const text of ['A', 'AB', 'Zg==', 'Z+8', 'Z/8', ' Zm9v', 'Zm9v\n', 'Zm9é', 'Zm9\u0162', 'Zm9v.'])
      expect(octets.decodeJson(text)).toBeUndefined()
    expect(octets.decodeJson('')).toEqual({ text: '', quotes: 0 })
  })
})
