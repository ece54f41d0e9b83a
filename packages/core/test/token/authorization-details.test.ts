import type { ResourceServerOptions } from '../../src/index.js'
import { told } from '../support/introspection.js'
import { expectAccepted, expectRefused, matrix, R } from '../support/matrix.js'

const { issuer } = matrix()
const details = [{ type: 'payment', actions: ['pay'], amount: { value: '10' } }]

const send = (claims: object, options: Partial<ResourceServerOptions<unknown>> = {}) =>
  matrix(options as Partial<ResourceServerOptions>, issuer).get(
    `Bearer ${issuer.token({ scope: 'read', claims: { ...claims } })}`,
  )

test('they are deeply frozen, in a JWT and in an answer', async () => {
  const answer = { active: true, sub: 'alice', aud: R, scope: 'read', authorization_details: details }
  for (const outcome of [
    await send({ authorization_details: details }),
    await told(answer).get('Bearer opaque'),
  ]) {
    const { authorizationDetails } = expectAccepted(outcome)
    expect(authorizationDetails).toEqual(details)
    const [first] = authorizationDetails
    const parts = [authorizationDetails, first, first?.actions, first?.amount]
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true)
  }
})

test('all tokens without any share one empty list, which is frozen', async () => {
  const [one, other] = [expectAccepted(await send({})), expectAccepted(await send({}))]
  expect(one.authorizationDetails).toEqual([])
  expect(one.authorizationDetails).toBe(other.authorizationDetails)
  expect(Object.isFrozen(one.authorizationDetails)).toBe(true)
})

test('they are those of the token, whatever parseClaims returns', async () => {
  const others = [{ type: 'admin' }]
  for (const parseClaims of [() => ({}), () => ({ authorization_details: others }), () => null]) {
    const token = expectAccepted(await send({ authorization_details: details }, { parseClaims }))
    expect(token.authorizationDetails).toEqual(details)
  }
  const parseClaims = jest.fn(() => ({ authorization_details: details }))
  const outcome = await send({ authorization_details: {} }, { parseClaims })
  expectRefused(outcome, 401, 'invalid_token', 'claim_malformed')
  expect(parseClaims).not.toHaveBeenCalled()
})

test('a token that comes again has them still, and a malformed one is refused again', async () => {
  const { get } = matrix({}, issuer)
  const bearer = (value: unknown) =>
    `Bearer ${issuer.token({ scope: 'read', claims: { authorization_details: value } })}`
  const [good, bad] = [bearer(details), bearer('payment')]
  for (let round = 0; round < 4; round++) {
    expect(expectAccepted(await get(good)).authorizationDetails).toEqual(details)
    expectRefused(await get(bad), 401, 'invalid_token', 'claim_malformed')
  }
})

test.each([
  [{ type: 'payment' }, 'a value of the type object'],
  ['payment', 'a value of the type string'],
  [null, 'null'],
  [[{ type: 'a' }, ['b']], 'a list in it, at 1'],
  [[{}], 'an object with no type, at 0'],
  [[{ type: null }], 'an object with null as its type, at 0'],
])('of %j the log is told what it is, and not what it holds', async (value, actual) => {
  const { fault } = expectRefused(
    await send({ authorization_details: value }),
    401,
    'invalid_token',
    'claim_malformed',
  )
  const expected = 'a list of objects, each with a type'
  expect(fault).toMatchObject({ facts: { expected, actual } })
  expect(fault.detail).toBe(`authorization_details: expected ${expected}, found ${actual}`)
})
