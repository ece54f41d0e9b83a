import { ConfigurationFault, Requirement, type AccessRequirement } from '../../src/index.js'
import { matrix } from '../support/matrix.js'

const build = (authorizationDetails: unknown) =>
  new Requirement({ authorizationDetails } as unknown as AccessRequirement)
const { server } = matrix()

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`)

describe('what makes no sense is a configuration fault', () => {
  test.each<[string, unknown, string]>([
    ['an empty list', [], 'authorizationDetails'],
    ['null', null, 'authorizationDetails'],
    ['one object for the list', { type: 'payment' }, 'authorizationDetails'],
    ['a text', 'payment', 'authorizationDetails'],
    ['a text in the list', ['payment'], 'authorizationDetails[0]'],
    ['a hole in the list', Object.assign([{ type: 'a' }], { 2: { type: 'b' } }), 'authorizationDetails[1]'],
    ['a list in the list', [[{ type: 'payment' }]], 'authorizationDetails[0]'],
    ['no type', [{ actions: ['read'] }], 'authorizationDetails[0].type'],
    ['an empty type', [{ type: '' }], 'authorizationDetails[0].type'],
    ['a number as the type', [{ type: 1 }], 'authorizationDetails[0].type'],
    ['several types', [{ type: ['a', 'b'] }], 'authorizationDetails[0].type'],
    ['an unknown member', [{ type: 'a' }, { type: 'a', action: ['read'] }], 'authorizationDetails[1].action'],
    ['a member of another spelling', [{ type: 'a', dataTypes: ['x'] }], 'authorizationDetails[0].dataTypes'],
    ['no value', [{ type: 'a', actions: [] }], 'authorizationDetails[0].actions'],
    ['a text for a list', [{ type: 'a', actions: 'read' }], 'authorizationDetails[0].actions'],
    ['an empty value', [{ type: 'a', locations: [''] }], 'authorizationDetails[0].locations'],
    ['a number as a value', [{ type: 'a', datatypes: ['x', 1] }], 'authorizationDetails[0].datatypes'],
    [
      'a hole as a value',
      [{ type: 'a', datatypes: Object.assign(['x'], { 2: 'y' }) }],
      'authorizationDetails[0].datatypes',
    ],
    ['null for a list', [{ type: 'a', privileges: null }], 'authorizationDetails[0].privileges'],
    ['an empty identifier', [{ type: 'a', identifier: '' }], 'authorizationDetails[0].identifier'],
    ['a list of identifiers', [{ type: 'a', identifier: ['x'] }], 'authorizationDetails[0].identifier'],
    ['matches that is no function', [{ type: 'a', matches: true }], 'authorizationDetails[0].matches'],
    [
      '257 combinations',
      [{ type: 'a', actions: numbered(16), datatypes: numbered(16) }, { type: 'b' }],
      'authorizationDetails',
    ],
    [
      'more combinations than could be counted out',
      [
        {
          type: 'a',
          actions: numbered(999),
          datatypes: numbered(999),
          locations: numbered(999),
          privileges: numbered(999),
        },
      ],
      'authorizationDetails',
    ],
  ])('%s', (_what, authorizationDetails, option) => {
    const fault = expect.objectContaining({ name: 'ConfigurationFault', option }) as Error
    expect(() => build(authorizationDetails)).toThrow(fault)
    const request = { method: 'GET', url: '/', headers: {} }
    const requirement = { authorizationDetails } as unknown as AccessRequirement
    expect(() => server.authorize(request, requirement)).toThrow(fault)
  })

  test('the fault says how to mend it', () => {
    expect(() => build([{ type: 'a', actions: 'read' }])).toThrow(/expected a list of at least one text/)
    expect(() => build([{ type: 'a', action: ['read'] }])).toThrow(/there are type, locations, actions,/)
    const many = [{ type: 'a', actions: numbered(300) }]
    expect(() => build(many)).toThrow(/300 combinations of values are too many, 256 the most/)
  })

  test('no value is spelled out: nobody knows what it holds', () => {
    const secret = 'the-token-of-somebody'
    for (const wrong of [
      { type: [secret] },
      { type: 'a', actions: secret },
      { type: 'a', matches: secret },
    ]) {
      expect(() => build([wrong])).toThrow(ConfigurationFault)
      expect(() => build([wrong])).not.toThrow(new RegExp(secret))
    }
  })
})

test('256 combinations are not too many, and a value that is named twice counts once', () => {
  const detail = { type: 'a', actions: [...numbered(16), 'v0'], datatypes: numbered(16) }
  expect(build([detail]).authorizationDetails?.[0]?.actions).toHaveLength(16)
})

test('it does not change with what it was made of', () => {
  const detail = { type: 'a', actions: ['read'], identifier: undefined }
  const required: object[] = [detail]
  const { authorizationDetails = [] } = build(required)
  detail.type = 'b'
  detail.actions.push('write')
  required.push({ type: 'c' })
  expect(authorizationDetails).toEqual([{ type: 'a', actions: ['read'] }])
  const [copy] = authorizationDetails
  expect([authorizationDetails, copy, copy?.actions].every((value) => Object.isFrozen(value))).toBe(true)
})
