import type { AccessRequirement, AccessToken, TokenFault } from '../../src/index.js'
import { challengeOf, expectAccepted, expectRefused, matrix } from '../support/matrix.js'
import { faultOf, requirementFrom } from '../support/requirements.js'

const { issuer, get } = matrix()
const send = (check: unknown, more: AccessRequirement = {}) =>
  get(`Bearer ${issuer.token({ scope: 'read', claims: { tenant: 'acme' } })}`, {
    ...more,
    check,
  } as AccessRequirement)

async function refused(check: unknown): Promise<TokenFault> {
  const outcome = await send(check, { scope: ['read'] })
  const { fault, response } = expectRefused(outcome, 403, 'insufficient_scope', 'requirement_check_failed')
  expect(challengeOf(outcome).parameters.has('scope')).toBe(false)
  expect(JSON.stringify(response)).not.toMatch(/secret reason/)
  return fault as TokenFault
}

test('it gets the token, and lets it through with true', async () => {
  const seen: unknown[] = []
  const token = expectAccepted(
    await send((token: AccessToken) => {
      seen.push(token)
      return token.claims.tenant === 'acme' && token.hasScope('read')
    }),
  )
  expect(seen).toEqual([token])
})

test('false refuses', async () => {
  expect((await refused(() => false)).detail).toBe('check: it does not take the token')
})

test.each<[string, unknown]>([
  ['a text', 'true'],
  ['1', 1],
  ['nothing', undefined],
  ['an object', {}],
  ['a promise of true', Promise.resolve(true)],
  ['a promise that fails', Promise.reject(new Error('secret reason'))],
])('%s refuses: only true lets through', async (_what, answer) => {
  const { detail, cause } = await refused(() => answer)
  expect(detail).toMatch(
    /^check failed over the claims of the token: "it returned (a promise|something else)/,
  )
  expect(cause).toBeInstanceOf(TypeError)
})

test('what it throws refuses, and is told to the log alone', async () => {
  const thrown = new Error('secret reason')
  const { detail, cause } = await refused(() => {
    throw thrown
  })
  expect(detail).toMatch(/secret reason/)
  expect(cause).toBe(thrown)
})

test('it is asked when all the rest is met, and for each request', async () => {
  let asked = 0
  const check = () => {
    asked++
    return true
  }
  const token = `Bearer ${issuer.token({ scope: 'read', acr: 'pwd' })}`
  for (const rest of [{ scope: ['x'] }, { acrValues: ['phr'] }, { roles: ['x'] }, { claims: { x: 1 } }])
    expect((await get(token, { ...rest, check })).ok).toBe(false)
  expect(asked).toBe(0)
  for (let count = 0; count < 3; count++) expectAccepted(await get(token, { scope: ['read'], check }))
  expect(asked).toBe(3)
})

test.each<[unknown]>([[true], ['check'], [null], [{}]])('%j is no check', (check) => {
  expect(() => requirementFrom({ check })).toThrow(faultOf('check'))
})
