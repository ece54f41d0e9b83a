import { compareUrls, isInner, namesEnvironment } from '../../src/faults/compare-urls.js'

test.each([
  ['https://a.example/x/', 'https://a.example/x', ['a slash at the end']],
  ['https://a.example/', 'https://a.example', ['a slash at the end']],
  ['http://a.example/x', 'https://a.example/x', ['http or https']],
  ['https://a.example:8443/x', 'https://a.example/x', ['the port']],
  ['https://A.example/x', 'https://a.example/x', ['letter case']],
  ['https://a.example/X', 'https://a.example/x', ['letter case']],
  ['https://a.example:443/x', 'https://a.example/x', ['the spelling (the port, or an escape)']],
  ['https://a.example/x', 'https://a.example/x', []],
])('%s and %s differ in %j', (one, other, slips) => {
  expect(compareUrls(one, other)).toMatchObject({ slips, sameHost: true, samePath: true })
})

test('other hosts and paths', () => {
  expect(compareUrls('https://dev.a.example/x', 'https://auth.a.example/x')).toMatchObject({
    sameHost: false,
    samePath: true,
    sameDomain: true,
    label: ['dev', 'auth'],
  })
  expect(compareUrls('https://a.example/r/one', 'https://a.example/r/two')?.segment).toEqual(['one', 'two'])
  expect(compareUrls('https://a.example/r/one', 'https://a.example/s/two')?.segment).toBeUndefined()
  expect(compareUrls('no URL', 'https://a.example')).toBeUndefined()
})

test.each([
  'http://keycloak:8080/x',
  'http://localhost',
  'http://10.1.2.3',
  'http://[::1]:80',
  'https://a.b.svc',
  'https://host.docker.internal',
])('%s is an inner address', (url) => expect(isInner(url)).toBe(true))
test.each(['https://sso.example.com', 'https://8.8.8.8', 'keycloak'])('%s is none', (url) =>
  expect(isInner(url)).toBe(false),
)

test('environments', () => {
  expect(['dev', 'auth-staging', 'PROD', 'my_test'].filter((word) => !namesEnvironment(word))).toEqual([])
  expect(['auth', 'device', 'protest'].filter(namesEnvironment)).toEqual([])
})
