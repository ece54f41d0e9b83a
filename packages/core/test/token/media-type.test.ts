import fc from 'fast-check'
import { mediaType } from '../../src/token/media-type.js'

test.each([
  ['at+jwt', 'application/at+jwt'],
  ['AT+JWT', 'application/at+jwt'],
  ['application/at+jwt', 'application/at+jwt'],
  ['Application/At+Jwt', 'application/at+jwt'],
  ['JWT', 'application/jwt'],
  ['x/at+jwt', 'x/at+jwt'],
  ['X/AT+JWT', 'x/at+jwt'],
  ['at+jwt;v=1', 'application/at+jwt;v=1'],
  // A slash anywhere means that nothing was left out (RFC 7515 §4.1.9).
  ['at+jwt;v=1/2', 'at+jwt;v=1/2'],
  ['/at+jwt', '/at+jwt'],
  ['', 'application/'],
  [' at+jwt', 'application/ at+jwt'],
])('%j is %j', (value, type) => {
  expect(mediaType(value)).toBe(type)
})

test('the form is stable, and blind to case', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const type = mediaType(value)
      expect(mediaType(type)).toBe(type)
      expect(type).toContain('/')
      expect(mediaType(value.replace(/[a-z]/g, (letter) => letter.toUpperCase()))).toBe(
        mediaType(value.replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
      )
    }),
  )
})

test('what looks like an ASCII letter in another script stays another type', () => {
  expect(mediaType('at+jwt')).not.toBe(mediaType('аt+jwt'))
  expect(mediaType('ａｔ+jwt')).not.toBe(mediaType('at+jwt'))
})
