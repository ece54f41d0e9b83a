import { introspecting } from '../support/introspection.js'
import { expectAccepted, expectRefused, I, matrix } from '../support/matrix.js'

const { issuer, get, events } = matrix()
const [key] = issuer.keys
const thumbprint = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'

const bound = (cnf: unknown) => `Bearer ${issuer.token({ scope: 'read', claims: { cnf } })}`

describe('7800-3.1-a: a token with cnf is not served as a plain bearer token', () => {
  test.each([
    [{ jkt: thumbprint }],
    [{ 'x5t#S256': thumbprint }],
    [{ jkt: thumbprint, 'x5t#S256': thumbprint }],
    [{ jwk: key!.publicJwk }],
    [{ kid: 'k1' }],
    [{ unknown: true }],
    [{ jkt: 1 }],
    [{}],
    [[]],
    ['x'],
    [''],
    [0],
    [false],
    [null],
  ])('cnf %j', async (cnf) => {
    expectRefused(await get(bound(cnf)), 401, 'invalid_token', 'token_bound')
    const lenient = matrix({ issuer: { issuer: I, tokenProfile: 'plain-jwt' } }, issuer)
    expectRefused(await lenient.get(bound(cnf)), 401, 'invalid_token', 'token_bound')
  })

  test('the same token without it is', async () => {
    expectAccepted(await get(bound(undefined)))
  })

  test('however often it comes: that it was proved before opens nothing', async () => {
    const authorization = bound({ jkt: thumbprint })
    for (let time = 0; time < 5; time++) {
      expectRefused(await get(authorization), 401, 'invalid_token', 'token_bound')
    }
  })
})

describe('9449-7.2-a: a bound token that comes as Bearer is refused', () => {
  test.each([
    ['without a proof', {}],
    ['with something in the DPoP field', { dpop: 'eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.AA' }],
  ])('%s', async (_, headers) => {
    const authorization = bound({ jkt: thumbprint })
    const outcome = await get({ authorization, ...headers })
    expectRefused(outcome, 401, 'invalid_token', 'token_bound')
    expect(events.at(-1)).toMatchObject({ type: 'request_refused', step: 'confirmation' })
  })

  test('an opaque one, whose issuer says so', async () => {
    const opaque = introspecting({}, { issuer })
    const authorization = `Bearer ${issuer.opaqueToken({ scope: 'read', claims: { cnf: { jkt: thumbprint } } })}`
    for (const headers of [{ authorization }, { authorization, dpop: 'eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.AA' }]) {
      expectRefused(await opaque.get(headers), 401, 'invalid_token', 'token_bound')
    }
    expectAccepted(await opaque.get(`Bearer ${issuer.opaqueToken({ scope: 'read' })}`))
  })

  test('an expired one is expired, and its scope is not looked at', async () => {
    const expired = issuer.expired({ claims: { cnf: { jkt: thumbprint } } })
    expectRefused(await get(`Bearer ${expired}`), 401, 'invalid_token', 'token_expired')
    const scopeless = issuer.token({ claims: { cnf: { jkt: thumbprint } } })
    expectRefused(await get(`Bearer ${scopeless}`), 401, 'invalid_token', 'token_bound')
  })
})
