import { Requirement, type AccessRequirement } from '../../src/index.js'

const whole: Required<AccessRequirement> = {
  check: () => true,
  authorizationDetails: [{ type: 'a' }],
  anyScope: ['b'],
  scope: ['a'],
  maxAgeSeconds: 300,
  acrValues: ['phr'],
  claims: { tenant: 'acme' },
  anyRole: ['owner'],
  roles: ['editor'],
  subjectType: 'user',
  audience: 'https://api.example.com',
}
const namesOf = (requirement: AccessRequirement) => new Requirement(requirement).parts.map(({ name }) => name)

test('the parts are checked in one order, however they are written down', () => {
  const order = [
    'audience',
    'subjectType',
    'roles',
    'claims',
    'acrValues',
    'maxAgeSeconds',
    'scope',
    'authorizationDetails',
    'check',
  ]
  expect(namesOf(whole)).toEqual(order)
  expect(namesOf(Object.fromEntries(Object.entries(whole).reverse()))).toEqual(order)
})

test.each<[AccessRequirement, string[]]>([
  [{ scope: ['a'] }, ['scope']],
  [{ anyScope: ['a'] }, ['scope']],
  [{ anyRole: ['a'] }, ['roles']],
  [{ maxAgeSeconds: 0 }, ['maxAgeSeconds']],
])('%j is no more than its parts', (requirement, names) => {
  expect(namesOf(requirement)).toEqual(names)
})

test('nobody can put a part in, take one out, or replace what it does', () => {
  const { parts } = new Requirement({ scope: ['a'] })
  expect(() => (parts as unknown[]).pop()).toThrow(TypeError)
  expect(() => Object.assign(parts[0]!, { enforce: () => undefined })).toThrow(TypeError)
})
