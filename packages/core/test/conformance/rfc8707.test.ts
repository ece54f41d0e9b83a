import { challengeOf, expectAccepted, expectRefused, I, matrix, R } from '../support/matrix.js'

const api = 'urn:api'
const { issuer } = matrix()
const several = matrix({ audience: [R, api] }, issuer)

const sendTo = ({ get }: typeof several, aud: unknown) =>
  get(`Bearer ${issuer.token({ scope: 'read', claims: { aud } })}`)

describe('8707-2-b: a resource server has a set of audiences of its own, each matched exactly', () => {
  test.each([[R], [api], [[api]], [[R, api]], [['https://other.example', api]]])('%j is one', async (aud) => {
    expectAccepted(await sendTo(several, aud))
  })

  test.each([
    `${R}/`,
    `${R}/x`,
    R.slice(0, -1),
    'URN:API',
    'urn:Api',
    'urn:api:x',
    'urn:ap',
    'api',
    ' urn:api',
    `${R} ${api}`,
    `${R},${api}`,
    I,
  ])('%j is none', async (aud) => {
    expectRefused(await sendTo(several, aud), 401, 'invalid_token', 'audience_mismatch')
    expectRefused(await sendTo(several, [aud]), 401, 'invalid_token', 'audience_mismatch')
  })

  test('with a slash at the end only where it is listed so', async () => {
    const slashed = matrix({ audience: [`${R}/`, api] }, issuer)
    expectAccepted(await sendTo(slashed, `${R}/`))
    expectRefused(await sendTo(slashed, R), 401, 'invalid_token', 'audience_mismatch')
    const both = matrix({ audience: [R, `${R}/`] }, issuer)
    expectAccepted(await sendTo(both, `${R}/`))
    expectAccepted(await sendTo(both, R))
  })

  test('the token tells which of them it was issued for', async () => {
    expect(expectAccepted(await sendTo(several, api)).audience).toEqual([api])
  })

  test('the challenge names the resource, whichever audience a token has', async () => {
    expect(challengeOf(await several.get()).parameters.get('realm')).toBe(R)
    const v2 = 'https://rs.example/v2'
    const named = matrix({ audience: [R, v2], resource: v2 }, issuer)
    expect(challengeOf(await named.get()).parameters.get('realm')).toBe(v2)
  })
})
