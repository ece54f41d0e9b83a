import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tokenFaultKinds } from '../src/faults/token-fault-codes.js'
import { publicNames } from './support/public-names.js'

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8')
const tableRows = readme.split('\n').filter((line) => line.startsWith('|'))
const rowOf = (name: string) => tableRows.find((row) => new RegExp(`\`${name}[(\`]`).test(row.split('|')[1]!))

/** Options and the members of a token are described in docs/reference, which is made of their docstrings. */
const described = [
  'members of a resource server',
  'members of a required detail',
  'infrastructure faults',
  'events',
] as const

test.each(described)('the README has a row for each of the %s', (what) => {
  expect(publicNames[what].filter((name) => rowOf(name) === undefined)).toEqual([])
})

test('the README has a row for every token fault, with its status', () => {
  const status = (code: string) => Number(rowOf(code)?.split('|')[2])
  const expected = Object.entries(tokenFaultKinds).map(([code, kind]) => [code, kind.status])
  expect(expected.map(([code]) => [code, status(code as string)])).toEqual(expected)
})
