import { isLoopbackHttp, isSecure, issuerProblem } from '../../src/keys/issuer-url.js'

test.each([
  ['https://as.example', true],
  ['HTTPS://as.example', true],
  ['http://as.example', false],
  ['as.example', false],
  ['', false],
])('isSecure(%p): %p', (url, secure) => {
  expect(isSecure(url)).toBe(secure)
})

test.each([
  ['http://localhost', true],
  ['http://localhost:4000/t1', true],
  ['http://as.localhost', true],
  ['http://127.0.0.1:4000', true],
  ['http://127.1.2.3', true],
  ['http://127.1', true],
  ['http://[::1]:4000', true],
  ['https://localhost', false],
  ['http://as.example', false],
  ['http://localhost.example', false],
  ['http://127.0.0.1.example', false],
  ['http://127.0.0.1@as.example', false],
  ['http://notlocalhost', false],
  ['http://0.0.0.0', false],
  ['http://192.168.0.1', false],
  ['http://[::2]', false],
  ['ftp://localhost', false],
  ['localhost', false],
])('isLoopbackHttp(%p): %p', (url, loopback) => {
  expect(isLoopbackHttp(url)).toBe(loopback)
})

describe('issuerProblem', () => {
  test.each([
    'https://as.example',
    'https://as.example/',
    'https://as.example/t1',
    'https://AS.example:443/%41',
    'http://127.0.0.1:4000',
    'http://localhost',
  ])('none: %s', (issuer) => {
    expect(issuerProblem(issuer, false)).toBeUndefined()
  })

  test.each([
    [undefined, /URL that names the issuer/],
    [42, /URL that names the issuer/],
    ['', /URL that names the issuer/],
    ['as.example', /URL that names the issuer/],
    ['http://as.example', /dangerouslyAllowHttp/],
    ['ftp://as.example', /https:/],
    ['ftp://localhost', /https:/],
    ['urn:issuer', /white space/],
    [' https://as.example', /white space/],
    ['https://as.example\n', /line break/],
    ['https://as.example/\t', /white space/],
    ['https:as.example', /white space/],
    ['https:\\\\as.example', /white space/],
    ['https://as.example?x', /no query/],
    ['https://as.example?', /no query/],
    ['https://as.example/#x', /no fragment/],
    ['https://as.example#', /no fragment/],
    ['https://as.example/.well-known/openid-configuration', /metadata/],
    ['https://user@as.example', /no user name/],
    ['https://:secret@as.example', /no password/],
  ])('%p', (issuer, problem) => {
    expect(issuerProblem(issuer, false)).toMatch(problem)
  })

  test('dangerouslyAllowHttp opens http: and nothing else', () => {
    expect(issuerProblem('http://as.example', true)).toBeUndefined()
    expect(issuerProblem('ftp://as.example', true)).toMatch(/https:/)
    expect(issuerProblem('http://as.example?x', true)).toMatch(/no query/)
  })

  test('a password is not told', () => {
    expect(issuerProblem('https://user:s3cret@as.example', false)).not.toContain('s3cret')
  })
})
