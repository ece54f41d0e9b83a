import { expectAccepted, expectRefused, matrix, N } from '../support/matrix.js'

const { issuer, get } = matrix()

const send = (claims: Record<string, unknown>) => get(`Bearer ${issuer.token({ scope: 'read', claims })}`)

describe('7519-4.1.4-a: exp is invalid on and after the instant', () => {
  test.each([
    [0, N, 401],
    [0, N + 1, 200],
    [5, N - 4, 200],
    [5, N - 5, 401],
  ])('tolerance %d, exp %d: %d', async (clockToleranceSeconds, exp, status) => {
    const tolerant = matrix({ clockToleranceSeconds }, issuer)
    const outcome = await tolerant.get(`Bearer ${issuer.token({ scope: 'read', claims: { exp } })}`)
    if (status === 200) expectAccepted(outcome)
    else expectRefused(outcome, 401, 'invalid_token', 'token_expired')
  })
})

test('7519-4-a: an unknown claim is ignored', async () => {
  expectAccepted(await send({ unknown: { nested: [1] } }))
})
