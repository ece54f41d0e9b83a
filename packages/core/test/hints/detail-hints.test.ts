import type { RequestRefused, RequiredAuthorizationDetail } from '../../src/index.js'
import { told } from '../support/introspection.js'
import { matrix, R, type Matrix } from '../support/matrix.js'

const { issuer } = matrix()
const type = 'contacts-api'
const required = { type, actions: ['write'], datatypes: ['contacts'] }

async function hintOf({ get, events }: Matrix, token: string, detail: RequiredAuthorizationDetail) {
  await get(`Bearer ${token}`, { authorizationDetails: [detail] })
  const refusal = events.findLast(({ type }) => type === 'request_refused') as RequestRefused
  expect(refusal.code).toBe('insufficient_authorization_details')
  return refusal.hint
}

const hintFor = (details: unknown, detail: RequiredAuthorizationDetail = required) =>
  hintOf(matrix({}, issuer), issuer.token({ claims: { authorization_details: details } }), detail)

describe('what is wrong with the details of a token', () => {
  test.each<[string, unknown, RegExp]>([
    ['an empty list', [], /has no authorization_details/],
    [
      'another type',
      [{ ...required, type: 'other' }],
      /for no authorization detail of the type "contacts-api"/,
    ],
    ['the type in other letters', [{ type: 'Contacts-API' }], /has the type "Contacts-API"/],
    ['a slash behind the type', [{ type: `${type}/` }], /has the type "contacts-api\/"/],
    ['a text for a list', [{ ...required, actions: 'write' }], /actions must be a list of texts/],
    ['no such list', [{ type, actions: ['write'] }], /no object of that type has datatypes/],
    [
      'a value in other letters',
      [{ ...required, actions: ['Write'] }],
      /actions has "write" in another spelling/,
    ],
    [
      'values in several objects',
      [
        { ...required, actions: ['read'] },
        { ...required, datatypes: ['photos'] },
      ],
      /several objects, and what stands in two is never combined/,
    ],
    ['another value', [{ ...required, actions: ['read'] }], /did not ask for that/],
  ])('%s', async (_what, details, hint) => {
    expect(await hintFor(details)).toMatch(hint)
  })

  test('another identifier: it did not ask for that one', async () => {
    const detail = { ...required, identifier: '1' }
    expect(await hintFor([{ ...required, identifier: '2' }], detail)).toMatch(/did not ask for that/)
  })

  test('matches does not take it: the detail says so, and there is nothing to guess', async () => {
    expect(await hintFor([required], { ...required, matches: () => false })).toBeUndefined()
  })
})

test('an opaque token does not tell what it has', async () => {
  const answer = { active: true, sub: 'alice', aud: R }
  const ofAnswer = (details: unknown) =>
    hintOf(told({ ...answer, authorization_details: details }), 'opaque', required)
  expect(await ofAnswer(undefined)).toMatch(/has no authorization_details/)
  expect(await ofAnswer([{ type: 'Contacts-API' }])).toMatch(/did not ask for that/)
})

test('of what the token has, a hint shows a type and no more', async () => {
  const secret = 'DE02-1203-0000'
  const details = [
    { ...required, actions: [secret], identifier: secret, own: secret },
    { type: 'x', own: secret },
  ]
  expect(await hintFor(details)).not.toContain(secret)
  expect(await hintFor([{ type: `${type}/`, own: secret }])).not.toContain(secret)
})
