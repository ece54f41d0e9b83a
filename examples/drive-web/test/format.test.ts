import { day, size } from '../src/format.js'

test.each([
  [0, '0 bytes', '0 bayt'],
  [999, '999 bytes', '999 bayt'],
  [1000, '1 kB', '1 kB'],
  [12_345_678, '12.3 MB', '12,3 MB'],
  [2_000_000_000_000_000, '2,000 TB', '2\u00a0000 TB'],
])('%d bytes are %s, and %s', (bytes, en, uz) => {
  expect(size(bytes, 'en')).toBe(en)
  expect(size(bytes, 'uz')).toBe(uz)
})

test('a day is one of the language, and exact for programs', () => {
  expect(day('2030-03-04T12:00:00.000Z', 'en').toString()).toBe(
    '<time datetime="2030-03-04T12:00:00.000Z">4 Mar 2030</time>',
  )
  expect(day('2030-03-04T12:00:00.000Z', 'uz').toString()).toContain('>4-mar, 2030<')
})
