import { readAuthorizationServers } from '../../src/options/read-authorization-servers.js'

const [one, two] = ['https://one.example', 'https://two.example/'] as const
const accepted = [one, two]
const fault = expect.objectContaining({ option: 'metadata.authorizationServers' }) as Error

test('all, some or none of those that are accepted', () => {
  expect(readAuthorizationServers(undefined, accepted)).toEqual(accepted)
  expect(readAuthorizationServers(undefined, accepted)).not.toBe(accepted)
  expect(readAuthorizationServers([two, two], accepted)).toEqual([two])
  expect(readAuthorizationServers([], accepted)).toEqual([])
})

test('where they are not known, those that are named', () => {
  expect(readAuthorizationServers(undefined, undefined)).toBeUndefined()
  expect(readAuthorizationServers(['https://other.example'], undefined)).toEqual(['https://other.example'])
})

test.each<[unknown]>([[one], [null], [false], [[7]], [['']], [['https://one.example#x']], [['as']]])(
  '%j is a mistake',
  (value) => {
    expect(() => readAuthorizationServers(value, accepted)).toThrow(fault)
    expect(() => readAuthorizationServers(value, undefined)).toThrow(fault)
  },
)

test('an issuer whose tokens are not accepted is a mistake, a slash included', () => {
  expect(() => readAuthorizationServers(['https://two.example'], accepted)).toThrow(fault)
})
