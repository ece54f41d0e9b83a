import { freshSeconds } from '../../src/keys/freshness.js'

const bounds = { defaultFreshSeconds: 600, minFreshSeconds: 60, maxFreshSeconds: 3600 }
const fresh = (headers: Record<string, string>) => freshSeconds(new Headers(headers), bounds)

test.each([
  [undefined, 600],
  ['', 600],
  ['public', 600],
  ['max-age=900', 900],
  ['public, max-age=900, must-revalidate', 900],
  ['public,max-age=900', 900],
  ['Max-Age=900', 900],
  ['max-age="900"', 900],
  ['max-age=0', 60],
  ['no-store', 60],
  ['private, no-cache, max-age=900', 60],
  ['x-no-store', 600],
  ['max-age=1', 60],
  ['max-age=59', 60],
  ['max-age=61', 61],
  ['max-age=3599', 3599],
  ['max-age=3601', 3600],
  ['max-age=31536000', 3600],
  ['max-age=9999999999', 3600],
  ['s-maxage=900', 600],
  ['x-max-age=900', 600],
  ['max-age=-1', 600],
  ['max-age=soon', 600],
  ['max-age=', 600],
])('Cache-Control %p: %d s', (cacheControl, seconds) => {
  expect(fresh(cacheControl === undefined ? {} : { 'cache-control': cacheControl })).toBe(seconds)
})

test.each([
  ['100', 800],
  ['0', 900],
  ['900', 60],
  ['100000', 60],
  ['-100', 900],
  ['100.5', 900],
  ['old', 900],
])('RFC 9111 §4.2: of max-age=900 an Age of %p leaves %d s', (age, seconds) => {
  expect(fresh({ 'cache-control': 'max-age=900', age })).toBe(seconds)
})

test('an Age does not shorten the default: without max-age it says nothing', () => {
  expect(fresh({ age: '500' })).toBe(600)
})
