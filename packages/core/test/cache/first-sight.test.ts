import { createHash } from 'node:crypto'
import { FirstSight } from '../../src/cache/first-sight.js'

let made = 0

/** A token that was never made before; in each run the same, because by chance two of them can look alike to the filter. */
const token = () =>
  `eyJhbGciOiJFUzI1NiJ9.e30.${createHash('sha512').update(`token ${made++}`).digest('base64url')}`

test('a token that was added is known, whatever came after it in the meantime', () => {
  const sight = new FirstSight()
  const tokens = Array.from({ length: 1000 }, token)
  for (const each of tokens) {
    expect(sight.has(each)).toBe(false)
    sight.add(each)
    expect(sight.has(each)).toBe(true)
  }
  expect(tokens.every((each) => sight.has(each))).toBe(true)
})

test('of tokens that never came, few are taken for known ones, and all are forgotten in time', () => {
  const sight = new FirstSight()
  const [first] = [token()]
  sight.add(first)
  let mistaken = 0
  for (let count = 1; count < 1 << 16; count++) {
    const next = token()
    if (sight.has(next)) mistaken++
    sight.add(next)
  }
  expect(mistaken).toBeLessThan(((1 << 16) * 1.5) / 100)
  expect(sight.has(first)).toBe(true)
  sight.add(token())
  expect(sight.has(first)).toBe(false)
})

test('short texts, and texts of any characters, are no trouble', () => {
  const sight = new FirstSight()
  for (const text of ['', 'a', 'abc', 'é'.repeat(40), '\u{1f600}'.repeat(20)]) {
    sight.add(text)
    expect(sight.has(text)).toBe(true)
  }
})
