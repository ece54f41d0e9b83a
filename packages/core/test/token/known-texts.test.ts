import { KnownTexts } from '../../src/token/known-texts.js'

test('a text that was remembered is known, also when others are asked for in between', () => {
  const known = new KnownTexts<object>()
  const readings = new Map(['a', 'b', 'c'].map((text) => [text, { text }]))
  expect(known.get('a')).toBeUndefined()
  for (const [text, reading] of readings) expect(known.remember(text, reading)).toBe(reading)
  for (const text of ['a', 'b', 'a', 'a', 'c', 'x', 'c']) expect(known.get(text)).toBe(readings.get(text))
})

test('the first reading stays', () => {
  const known = new KnownTexts<object>()
  const [first, second] = [{}, {}]
  known.remember('a', first)
  expect(known.remember('a', second)).toBe(second)
  expect(known.get('a')).toBe(first)
})

test('it holds no more than 64 texts', () => {
  const known = new KnownTexts<number>()
  const texts = Array.from({ length: 1000 }, (_, at) => `text ${at}`)
  texts.forEach((text, at) => known.remember(text, at))
  expect(texts.filter((text) => known.get(text) !== undefined).length).toBeLessThanOrEqual(64)
  expect(known.get('text 999')).toBe(999)
})
