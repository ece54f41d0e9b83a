import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const { issuer, get } = matrix()
const lenient = matrix({ issuer: { issuer: I, tokenProfile: 'plain-jwt' } }, issuer)
const [{ kid }] = issuer.keys as [(typeof issuer.keys)[number]]

/** An answer as RFC 9701 §5 has it, about a token that may read. */
const about = {
  sub: 'user-1',
  client_id: 'client-1',
  scope: 'read',
  exp: N + 300,
}
const answer = (typ: string | undefined, more: object = {}) =>
  `Bearer ${issuer.sign({
    header: { alg: 'RS256', kid, typ },
    payload: { iss: I, aud: R, iat: N, token_introspection: { active: true, ...about }, ...more },
  })}`

describe('9701-8.1-a: the answer of an introspection endpoint is no access token', () => {
  const ownType = [
    'token-introspection+jwt',
    'application/token-introspection+jwt',
    'Token-Introspection+JWT',
  ]

  test.each(ownType)('by its type %s', async (typ) => {
    for (const more of [{}, { ...about, jti: '1' }]) {
      expectRefused(await get(answer(typ, more)), 401, 'invalid_token', 'type_mismatch')
      expectRefused(await lenient.get(answer(typ, more)), 401, 'invalid_token', 'type_mismatch')
    }
  })

  test.each(['at+jwt', 'JWT', undefined])(
    'by the claims that it lacks, should it have the type %s',
    async (typ) => {
      if (typ === 'at+jwt') expectRefused(await get(answer(typ)), 401, 'invalid_token', 'claim_missing')
      expectRefused(await lenient.get(answer(typ)), 401, 'invalid_token', 'claim_missing')
    },
  )

  test('what it says of the token grants nothing', async () => {
    const { scope, ...others } = about
    const outcome = await get(answer('at+jwt', { ...others, jti: '1' }))
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    expectAccepted(await get(answer('at+jwt', { ...others, jti: '1', scope })))
  })
})
