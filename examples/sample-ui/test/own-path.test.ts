import { ownPath } from '../src/index.js'

test.each(['/', '/drive?folder=1', '/a//b', '/photos/%2F%2Fa'])('%s is a path of this origin', (path) => {
  expect(ownPath(path, '/home')).toBe(path)
})

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/%2e//evil.example',
  '/a/..//evil.example',
  '/a/..\\/evil.example',
  'relative',
  '',
  `/${'a'.repeat(4_000)}`,
  undefined,
  ['/'],
])('%j is none', (path) => {
  expect(ownPath(path, '/home')).toBe('/home')
})
