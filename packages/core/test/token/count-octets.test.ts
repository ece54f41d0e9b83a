import fc from 'fast-check'
import { countOctets } from '../../src/token/count-octets.js'

const oneByOne = (octet: number, octets: Uint8Array) => octets.filter((each) => each === octet).length

/** Octets that are mostly the wanted one, or differ from it in one bit, or have the highest bit set. */
const near = (octet: number) =>
  fc.oneof(
    fc.constant(octet),
    fc.nat({ max: 7 }).map((bit) => octet ^ (1 << bit)),
    fc.nat({ max: 255 }),
  )

test('it counts what looking at each octet counts, wherever in memory they stand', () => {
  fc.assert(
    fc.property(
      fc
        .nat({ max: 255 })
        .chain((octet) => fc.tuple(fc.constant(octet), fc.array(near(octet), { maxLength: 70 }))),
      fc.nat({ max: 9 }),
      ([octet, list], offset) => {
        // What stands around them is the wanted octet too, so that looking too far is noticed.
        const memory = new Uint8Array(offset + list.length + 9).fill(octet)
        memory.set(list, offset)
        const octets = memory.subarray(offset, offset + list.length)
        expect(countOctets(octet, octets)).toBe(oneByOne(octet, octets))
      },
    ),
    { numRuns: 2000 },
  )
})

test.each([1019, 1020, 1021, 1024, 2040, 2041, 100_000])('%i times the same octet', (length) => {
  expect(countOctets(0x22, new Uint8Array(length).fill(0x22))).toBe(length)
  expect(countOctets(0x23, new Uint8Array(length).fill(0x22))).toBe(0)
})
