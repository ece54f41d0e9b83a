import { partsOf, resourceProblem } from '../../src/resource-metadata/resource-identifier.js'

test.each([
  'https://rs.example',
  'https://rs.example/',
  'https://RS.Example/API/',
  'https://rs.example:8443/a/b?c=d&e',
  'https://[2001:db8::1]/api',
  'https://xn--80ak6aa92e.example',
  "https://rs.example/a(b)*!$';,:@~_-.",
  'http://127.0.0.1:4100/api',
  'http://api.localhost',
])('%s is fine, and stays as it is', (resource) => {
  expect(resourceProblem(resource)).toBeUndefined()
  const { origin, rest } = partsOf(resource)
  expect(origin + rest).toBe(resource)
  expect(origin).toMatch(/^https?:\/\/[^/?]+$/i)
})

test.each<[unknown, RegExp]>([
  [undefined, /https: URL of this API/],
  [7, /https: URL of this API/],
  [['https://rs.example'], /https: URL of this API/],
  ['api://files', /https: URL of this API/],
  ['http://rs.example', /https: URL of this API/],
  ['http://127.0.0.1.example', /https: URL of this API/],
  ['https:rs.example', /https: URL of this API/],
  ['https:/rs.example', /https: URL of this API/],
  ['https://rs.example/api\n', /visible ASCII/],
  [' https://rs.example', /visible ASCII/],
  ['https://rs.example/a b', /visible ASCII/],
  ['https://rs.example/"', /visible ASCII/],
  ['https://rs.example\\api', /visible ASCII/],
  ['https://rs.example/é', /visible ASCII/],
  ['https://rs.example/#', /no fragment/],
  ['https://user@rs.example', /no user name/],
  ['https://:password@rs.example', /no user name/],
  ['https://rs.example/a/../b', /clients would send "\/b"/],
  ['https://rs.example/a/./b', /clients would send "\/a\/b"/],
  ['https://rs.example/%2e%2e/b', /clients would send "\/b"/],
  ['https://rs.example/<a>', /clients would send "\/%3Ca%3E"/],
  ['https://rs.example/api?', /clients would send "\/api"/],
])('%j: %s', (resource, problem) => {
  expect(resourceProblem(resource)).toMatch(problem)
})
