import { readResource } from '../../src/options/read-resource.js'

const A = 'https://rs.example/api'

test('it is the first audience unless given, where that can be one', () => {
  expect(readResource(undefined, [A, 'https://rs.example'])).toBe(A)
  expect(readResource(undefined, ['api://files', A])).toBeUndefined()
  expect(readResource(A, ['api://files', A])).toBe(A)
})

test.each<[unknown, RegExp]>([
  [
    'https://rs.example',
    /^resource: clients get tokens for it.*expected one of audience, \["api:.*add it there/,
  ],
  [`${A}/`, /^resource: clients get tokens for it/],
  ['api://files', /^resource: expected the https: URL/],
  [null, /^resource: expected/],
  ['', /^resource: expected/],
  [[A], /^resource: expected/],
])('%j is a mistake', (resource, message) => {
  const audiences = ['api://files', A]
  expect(() => readResource(resource, audiences)).toThrow(message)
  expect(() => readResource(resource, audiences)).toThrow(expect.objectContaining({ option: 'resource' }))
})
