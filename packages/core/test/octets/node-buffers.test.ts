import { cutBuffer } from '../../src/octets/node-buffers.js'

test('no two buffers share an octet', () => {
  const lengths = Array.from({ length: 2000 }, (_, at) => (at * 7919) % 300)
  const buffers = lengths.map((length, at) => cutBuffer(length).fill(at % 251))
  buffers.forEach((buffer, at) => {
    expect(buffer).toHaveLength(lengths[at]!)
    expect(buffer.every((octet) => octet === at % 251)).toBe(true)
  })
})

test.each([8 * 1024, 8 * 1024 + 1, 64 * 1024, 64 * 1024 + 1, 1024 * 1024])(
  'a buffer of %i octets',
  (length) => {
    const [first, second] = [cutBuffer(length).fill(1), cutBuffer(length).fill(2)]
    expect([first.length, second.length]).toEqual([length, length])
    expect(first.every((octet) => octet === 1)).toBe(true)
  },
)
