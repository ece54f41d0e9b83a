import { expectAccepted, expectRefused, matrix } from '../support/matrix.js'
import { faultOf, requirementFrom } from '../support/requirements.js'
import type { TokenFault } from '../../src/index.js'

const { issuer, get } = matrix()

test('the fault names what was required and found', async () => {
  const outcome = await get(`Bearer ${issuer.token({ acr: 'pwd' })}`, { acrValues: ['phr', 'phrh'] })
  const { fault } = expectRefused(outcome, 401, 'insufficient_user_authentication', 'insufficient_acr')
  expect(fault).toMatchObject({ step: 'requirement', detail: 'acr: expected "phr" or "phrh", found "pwd"' })
  const { expected, actual, acrValues } = (fault as TokenFault).facts
  expect([expected, actual, acrValues]).toEqual(['"phr" or "phrh"', '"pwd"', ['phr', 'phrh']])
})

test('the acr is that of the issuer, whatever parseClaims makes of it', async () => {
  const parsed = matrix({ parseClaims: () => ({ acr: 'phr' }) }, issuer)
  const at = (acr: string) => parsed.get(`Bearer ${issuer.token({ acr })}`, { acrValues: ['phr'] })
  expectAccepted(await at('phr'))
  expectRefused(await at('pwd'), 401, 'insufficient_user_authentication')
})

test.each<[string, unknown]>([
  ['no value', []],
  ['a text for the list', 'phr'],
  ['null', null],
  ['an empty value', ['phr', '']],
  ['two values in one', ['phr phrh']],
  ['a quote', ['a"b']],
  ['a backslash', ['a\\b']],
  ['a line end', ['a\nb']],
  ['what is no ASCII', ['caf\u00e9']],
  ['a number', [1]],
  ['a list in the list', [['phr']]],
])('%s is a configuration fault: no challenge could carry it', (_what, acrValues) => {
  expect(() => requirementFrom({ acrValues })).toThrow(faultOf('acrValues'))
})

test('each is named once, in the order of preference, and they do not change with what they were made of', () => {
  const acrValues = ['b', 'a', 'b']
  const requirement = requirementFrom({ acrValues })
  acrValues.push('c')
  expect(requirement.acrValues).toEqual(['b', 'a'])
  expect(Object.isFrozen(requirement.acrValues)).toBe(true)
})
