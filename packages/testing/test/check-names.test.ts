import { createTestIssuer } from '../src/index.js'

test('a misspelt option of the issuer is refused, naming those that there are', () => {
  expect(() => createTestIssuer({ isuer: 'https://as.example' } as never)).toThrow(
    /"isuer".*issuer, audience/,
  )
})

test.each([
  'token',
  'expired',
  'forAnotherAudience',
  'signedByStranger',
  'idToken',
  'clientCredentials',
] as const)('a misspelt option of %s() is refused', (intent) => {
  const issuer = createTestIssuer()
  expect(() => issuer[intent]({ expiresIn: 60 } as never)).toThrow(/"expiresIn".*expiresInSeconds/)
  expect(() => issuer[intent]({ scopes: 'files.read' } as never)).toThrow(TypeError)
})
