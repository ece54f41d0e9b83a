import { readCursor, writeCursor } from '../../src/files/cursor.js'

const id = '0190a0e0-0000-7000-8000-000000000000'
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a cursor comes back as it was written', () => {
  const cursor = { sort: 'name', after: 'übung.txt', id } as const
  expect(readCursor(writeCursor(cursor), 'name')).toEqual(cursor)
})

test('it fits in a query as it is', () => {
  expect(writeCursor({ sort: 'name', after: '???>>>', id })).toMatch(/^[\w-]+$/)
})

test.each([
  ['another sort', encode({ sort: '-name', after: 'a', id })],
  ['no cursor at all', 'hello'],
  ['empty', ''],
  ['no object', encode(null)],
  ['no id', encode({ sort: 'name', after: 'a', id: "' or 1=1" })],
  ['a value of another type', encode({ sort: 'name', after: 7, id })],
  ['a NUL, which Postgres cannot read', encode({ sort: 'name', after: 'a\0', id })],
  ['more members', encode({ sort: 'name', after: 'a', id, more: 1 })],
])('not accepted: %s', (_what, text) => {
  expect(readCursor(text, 'name')).toBeUndefined()
})

test.each([Number.MAX_SAFE_INTEGER, -1, 1.5])('the time %s is not accepted', (after) => {
  expect(readCursor(encode({ sort: 'createdAt', after, id }), 'createdAt')).toBeUndefined()
})
