import { leaksOf } from '../../src/adapters/leaks.js'

const token = 'abcdefghijklmnopqrstuvwxyz'
const piece = token.slice(5, 14)

test.each<[where: string, told: unknown]>([
  ['in a text', `Bearer ${token}`],
  ['in a piece of nine characters', `…${piece}…`],
  ['in the message of an error', new Error(piece)],
  ['in the cause of a cause', new Error('a', { cause: new Error('b', { cause: { header: piece } }) })],
  ['in a property that is not enumerable', Object.defineProperty({}, 'raw', { value: piece })],
  [
    'behind a getter',
    {
      get raw() {
        return piece
      },
    },
  ],
  ['in what JSON has of it', { toJSON: () => piece }],
  ['in what a template has of it', { toString: () => piece }],
  ['in a key', { [piece]: 1 }],
  ['deep down', { a: { b: { c: { d: [new Map([['e', new Set([piece])]])] } } } }],
])('a token is found %s', (_where, told) => {
  expect(leaksOf([token], ['nothing', told])).toContain(piece)
})

test('eight characters may stand there by chance', () => {
  expect(leaksOf([token], [piece.slice(1), 'something else', undefined, null])).toEqual([])
})
