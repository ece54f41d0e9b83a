import fc from 'fast-check'
import { normalTargetUri } from '../../src/dpop/target-uri.js'

describe('9449-4.3-9c: two spellings of one target', () => {
  test.each([
    ['HTTPS://RS.EXAMPLE:443/api/x', 'https://rs.example/api/x'],
    ['http://rs.example:80/', 'http://rs.example'],
    ['https://rs.example:/x', 'https://rs.example/x'],
    ['https://rs.example/%7Ea', 'https://rs.example/~a'],
    ['https://rs.example/%7ea', 'https://rs.example/~a'],
    ['https://rs.example/a%2fb', 'https://rs.example/a%2Fb'],
    ['https://rs.example', 'https://rs.example/'],
    ['https://rs.example?a', 'https://rs.example/'],
    ['https://rs.example/a/./b', 'https://rs.example/a/b'],
    ['https://rs.example/a/../b', 'https://rs.example/b'],
    ['https://rs.example/a/%2e%2E/b', 'https://rs.example/b'],
    ['https://rs.example/../b', 'https://rs.example/b'],
    ['https://rs.example/a/..', 'https://rs.example/'],
    ['https://rs.example/a/.', 'https://rs.example/a/'],
    ['https://rs.example/a/b/../..', 'https://rs.example/'],
    ['https://rs.example/x?a=1#f', 'https://rs.example/x'],
    ['https://[2001:DB8::1]/x', 'https://[2001:db8::1]/x'],
    ['https://r%73.example/x', 'https://rs.example/x'],
    ['https://%c3%a9.example/x', 'https://%C3%A9.example/x'],
  ])('%s is %s', (one, other) => {
    expect(normalTargetUri(one)).toBeDefined()
    expect(normalTargetUri(one)).toBe(normalTargetUri(other))
  })
})

describe('9449-4.3-9c: two targets', () => {
  test.each([
    ['https://rs.example/a%2Fb', 'https://rs.example/a/b'],
    ['https://rs.example//x', 'https://rs.example/x'],
    ['https://rs.example/a+b', 'https://rs.example/a%20b'],
    ['https://rs.example/x', 'https://rs.example/x/'],
    ['https://rs.example/x', 'https://rs.example/X'],
    ['https://rs.example/a//../b', 'https://rs.example/b'],
    ['https://rs.example/.a', 'https://rs.example/a'],
    ['https://rs.example/...', 'https://rs.example/'],
    ['https://rs.example:443/', 'http://rs.example:443/'],
    ['https://rs.example:80/', 'http://rs.example:80/'],
    ['https://rs.example:0443/', 'https://rs.example/'],
    ['https://rs.example./', 'https://rs.example/'],
    ['https://rs.example/x%3Fa', 'https://rs.example/x'],
    ['https://rs.example/%25%32%65', 'https://rs.example/.'],
  ])('%s is not %s', (one, other) => {
    expect(normalTargetUri(one)).toBeDefined()
    expect(normalTargetUri(one)).not.toBe(normalTargetUri(other))
  })
})

test.each([
  '',
  '/x',
  'rs.example/x',
  '//rs.example/x',
  'ftp://rs.example/x',
  'https:///x',
  'https:/rs.example/x',
  'https:rs.example/x',
  'https://user@rs.example/x',
  'https://user:pass@rs.example/x',
  'https://rs.example@evil.example/x',
  'https://rs.example\\@evil.example/x',
  'https:\\\\rs.example/x',
  'https://rs.example\\x',
  'https://rs.exa mple/x',
  'https://rs.example/x y',
  'https://rs.example/x\n',
  'https://rs.exam\tple/x',
  ' https://rs.example/x',
  'https://rs.example/%zz',
  'https://rs.example/%',
  'https://rs.example/é',
  'https://é.example/x',
  'https://rs.example:443x/',
  'https://[::1/x',
  'https://[::1]x/',
  'https://rs.example/x"',
])('%j is no target', (text) => {
  expect(normalTargetUri(text)).toBeUndefined()
})

test('what it makes stays as it is, and means the same to the parser of URLs', () => {
  const segment = fc.stringMatching(/^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}){0,6}$/)
  const path = fc
    .array(segment, { maxLength: 5 })
    .map((segments) => segments.map((part) => `/${part}`).join(''))
  fc.assert(
    fc.property(path, (text) => {
      const normal = normalTargetUri(`https://rs.example${text}`)
      expect(normal).toBeDefined()
      expect(normalTargetUri(normal!)).toBe(normal)
      const parsed = new URL(`https://rs.example${text}`).href
      expect(normalTargetUri(parsed)).toBe(normal)
    }),
  )
})

test('a long one takes no time that grows with its square', () => {
  const long = `https://${'a%'.repeat(4000)}/`
  expect(normalTargetUri(long)).toBeUndefined()
  expect(normalTargetUri(`https://rs.example/${'../'.repeat(2500)}x`)).toBe('https://rs.example/x')
})
