import type { AccessRequirement } from '../../packages/core/src/index.js'
import { publicNames } from '../../packages/core/test/support/public-names.js'
import { documents, read } from './repository.js'

test.each([
  ['events', 'events'],
  ['members of a token', 'who-calls'],
  ['members of a required detail', 'authorization-details'],
] as const)('the guide has a row for each of the %s', (what, page) => {
  const rows = [...read(`docs/guide/${page}.md`).matchAll(/^\| `(\w+)(?:\(\))?`/gm)].map(([, name]) => name)
  expect(rows).toEqual(expect.arrayContaining([...publicNames[what]]))
})

const requirement: Record<keyof AccessRequirement, string> = {
  audience: "audience: 'https://",
  subjectType: "subjectType: 'user'",
  roles: 'roles: […]',
  anyRole: 'anyRole: […]',
  claims: "claims: { tenant: 'acme' }",
  acrValues: "acrValues: ['phr'",
  maxAgeSeconds: 'maxAgeSeconds: 300',
  scope: 'scope: […]',
  anyScope: 'anyScope: […]',
  authorizationDetails: 'authorizationDetails: […]',
  check: 'check: (token',
}

test.each(Object.values(requirement))('the guide names the requirement %s', (words) => {
  expect(read('docs/guide/scopes.md')).toContain(words)
})

test('the overview leads to each page of the guide', () => {
  const overview = read('docs/guide.md')
  const pages = documents.filter((path) => path.startsWith('docs/guide/'))
  expect(pages.length).toBeGreaterThan(20)
  expect(pages.filter((path) => !overview.includes(`](${path.slice('docs/'.length)})`))).toEqual([])
})
