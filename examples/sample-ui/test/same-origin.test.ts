import { isSameOrigin } from '../src/same-origin.js'

const origin = 'http://127.0.0.1:4200'

test.each([
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-site', origin }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ origin }, true],
  [{ origin: 'http://127.0.0.1:4100' }, false],
  [{ origin: 'null' }, false],
  [{}, true],
])('%j: %s', (headers, expected) => {
  expect(isSameOrigin(headers, origin)).toBe(expected)
})
