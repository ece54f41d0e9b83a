import { nameFault, foldName } from '../../src/files/name.js'

test.each([
  'a',
  'holiday 1.jpg',
  'übung.txt',
  '写真.png',
  '👩‍👩‍👧 us.jpg',
  '.hidden',
  '...',
  'a..b',
  'x'.repeat(255),
  '🌊'.repeat(255),
  'שלום.txt',
])('%s is a name', (name) => {
  expect(nameFault(name)).toBeUndefined()
})

test.each([
  ['empty', '', /empty/],
  ['blank', '  ', /empty/],
  ['dot', '.', /must not be \./],
  ['dots', '..', /must not be \./],
  ['a path', '../etc/passwd', /\//],
  ['an absolute path', '/etc/passwd', /\//],
  ['a Windows path', '..\\boot.ini', /\\/],
  ['a NUL', 'a\0b', /control/],
  ['a line break', 'a\r\nb', /control/],
  ['a C1 control', 'a\u0085b', /control/],
  ['a line separator', 'a\u2028b', /control/],
  ['a picture by right-to-left override', 'holiday\u202egpj.exe', /direction/],
  ['an isolate', 'a\u2066b', /direction/],
  ['a right-to-left mark', 'a\u200f', /direction/],
  ['a lone surrogate', 'a\ud800', /Unicode/],
  ['256 characters', 'x'.repeat(256), /255/],
  ['256 characters outside of the BMP', '🌊'.repeat(256), /255/],
  ['10 kB', 'x'.repeat(10_240), /255/],
  ['one that grows when it is folded', '\u{1d160}'.repeat(255), /too long/],
])('%s is none', (_what, name, fault) => {
  expect(nameFault(name)).toMatch(fault)
})

test('folding forgets case and how an accent was typed', () => {
  expect(foldName('E\u0301TE\u0301.TXT')).toBe(foldName('été.txt'))
})
