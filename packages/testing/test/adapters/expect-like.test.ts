import { expectLike } from '../../src/adapters/expect-like.js'

test.each<[what: string, actual: unknown, pattern: unknown]>([
  ['members that are not named are not looked at', { a: 1, b: 2 }, { a: 1 }],
  ['members inside of members', { a: { b: [{ c: 1, d: 2 }] } }, { a: { b: [{ c: 1 }] } }],
  ['members that an error inherits', new TypeError('x'), { name: 'TypeError', message: 'x' }],
  ['texts that match', ['abc'], [/b/]],
  ['equal values', null, null],
])('is like it: %s', (_what, actual, pattern) => {
  expectLike(actual, pattern)
})

test.each<[what: string, actual: unknown, pattern: unknown]>([
  ['another value', { a: 1 }, { a: 2 }],
  ['a value of another type', { a: '1' }, { a: 1 }],
  ['a member that is missing', {}, { a: 1 }],
  ['no object', undefined, { a: 1 }],
  ['a list that is longer', [1, 2], [1]],
  ['a list that is shorter', [1], [1, 2]],
  ['an object in the place of a list', { 0: 1, length: 1 }, [1]],
  ['a text that does not match', ['abc'], [/x/]],
  ['what is no text', [1], [/1/]],
])('is not like it: %s', (_what, actual, pattern) => {
  expect(() => expectLike(actual, pattern)).toThrow(expect.objectContaining({ name: 'AssertionError' }))
})
