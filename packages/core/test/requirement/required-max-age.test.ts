import { expectAccepted, expectRefused, matrix, N } from '../support/matrix.js'
import { faultOf, requirementFrom } from '../support/requirements.js'
import type { AccessRequirement } from '../../src/index.js'

const { issuer, get } = matrix()
const recent: AccessRequirement = { maxAgeSeconds: 300 }

test.each<[string, unknown]>([
  ['the user has signed in 300.1 s ago, and 300 s are the most', N - 300.02],
  ['the user has signed in 301 s ago, and 300 s are the most', N - 301],
  ['the user has signed in 8 s ahead of now', N + 7.5],
  ['the token does not say when the user has signed in', undefined],
  [`expected a number of seconds since 1970, found "${N}"`, String(N)],
])('%s', async (words, auth_time) => {
  const outcome = await get(`Bearer ${issuer.token({ claims: { auth_time } })}`, recent)
  const { fault } = expectRefused(outcome, 401, 'insufficient_user_authentication', 'authentication_too_old')
  expect(fault.detail).toBe(`auth_time: ${words}`)
  expect(fault).toMatchObject({
    facts: { maxAgeSeconds: 300, expected: expect.stringContaining('at most 300 s') },
  })
})

test('the clock is asked where an age is required, and nowhere else', async () => {
  let asked = 0
  const clock = () => {
    asked++
    return N
  }
  const { server } = matrix({ clock }, issuer)
  const token = expectAccepted(
    await server.authorize({
      method: 'GET',
      url: '/',
      headers: {
        authorization: `Bearer ${issuer.token({ scope: 'read', acr: 'phr', authenticatedSecondsAgo: 1 })}`,
      },
    }),
  ) as never
  const before = asked
  server.authorizeToken(token, { scope: ['read'], acrValues: ['phr'], claims: { acr: 'phr' } })
  expect(asked).toBe(before)
  expectAccepted(server.authorizeToken(token, recent))
  expect(asked).toBe(before + 1)
})

test.each<[unknown]>([[-1], [1.5], [NaN], [Infinity], [2 ** 53], ['300'], [null], [[300]], [true], [300n]])(
  '%p is a configuration fault',
  (maxAgeSeconds) => {
    expect(() => requirementFrom({ maxAgeSeconds })).toThrow(faultOf('maxAgeSeconds'))
  },
)

test.each([[0], [1], [300], [2 ** 53 - 1]])('%d is an age', (maxAgeSeconds) => {
  expect(requirementFrom({ maxAgeSeconds }).maxAgeSeconds).toBe(maxAgeSeconds)
})
