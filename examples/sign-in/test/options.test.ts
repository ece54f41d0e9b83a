import { ConfigurationError, memoryStores, SignIn, type SignInOptions } from '../src/index.js'

const options: SignInOptions = {
  part: 'photo-print',
  origin: 'http://127.0.0.1:4200',
  issuer: 'http://127.0.0.1:4000',
  clientId: 'photo-print',
  clientSecret: 'secret',
  scope: 'openid files.read',
  resources: ['http://127.0.0.1:4100'],
  stores: memoryStores(),
}

test('these are right', () => {
  expect(() => new SignIn({ ...options, path: '/drive' })).not.toThrow()
})

test.each<[string, Partial<SignInOptions>]>([
  ['part', { part: 'photo print' }],
  ['origin', { origin: 'http://127.0.0.1:4200/' }],
  ['origin', { origin: 'photo' }],
  ['path', { path: 'drive' }],
  ['path', { path: '/drive/' }],
  ['issuer', { issuer: 'http://auth.example.com' }],
  ['issuer', { issuer: 'https://auth.example.com?a=b' }],
  ['resources', { resources: ['http://drive.example.com'] }],
  ['resources', { resources: ['https://drive.example.com', 'urn:drive'] }],
  ['timeoutMs', { timeoutMs: 60_000 }],
  ['timeoutMs', { timeoutMs: NaN }],
  ['scope', { scope: 'files.read' }],
])('a bad %s is named: %p', (name, bad) => {
  expect(() => new SignIn({ ...options, ...bad })).toThrow(ConfigurationError)
  expect(() => new SignIn({ ...options, ...bad })).toThrow(new RegExp(`^${name}: `))
})
