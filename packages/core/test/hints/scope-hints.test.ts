import type { RequestRefused } from '../../src/index.js'
import { told } from '../support/introspection.js'
import { matrix, R, type Matrix } from '../support/matrix.js'

async function hintOf({ get, events }: Matrix, token: string) {
  await get(`Bearer ${token}`, { scope: ['files.read'] })
  const refusal = events.findLast(({ type }) => type === 'request_refused') as RequestRefused
  expect(refusal.code).toBe('insufficient_scope')
  return refusal.hint
}

test('what lacks the scope: the JWT, or what the issuer answered about an opaque token', async () => {
  const jwt = matrix()
  const wordsForBoth = /let the client ask for "files\.read" in scope/
  const ofJwt = await hintOf(jwt, jwt.issuer.token({ omit: ['scope'] }))
  expect(ofJwt).toMatch(wordsForBoth)
  expect(ofJwt).toMatch(/the token has no scope claim/)
  const ofOpaque = await hintOf(told({ active: true, sub: 'alice', aud: R, scope: 'other' }), 'opaque')
  expect(ofOpaque).toMatch(wordsForBoth)
  expect(ofOpaque).toMatch(/the issuer's answer about the token lacks it/)
  expect(ofOpaque).not.toMatch(/scope claim/)
})
