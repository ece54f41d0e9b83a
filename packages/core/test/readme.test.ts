import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tokenFaultKinds } from '../src/faults/token-fault-codes.js'
import { publicNames } from './support/public-names.js'

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8')
const tableRows = readme.split('\n').filter((line) => line.startsWith('|'))
const rowOf = (name: string) => tableRows.find((row) => new RegExp(`\`${name}[(\`]`).test(row.split('|')[1]!))

test.each(Object.entries(publicNames))('the README has a row for each of the %s', (_what, names) => {
  expect(names.filter((name) => rowOf(name) === undefined)).toEqual([])
})

test('the README has a row for every token fault, with its status', () => {
  const status = (code: string) => Number(rowOf(code)?.split('|')[2])
  const expected = Object.entries(tokenFaultKinds).map(([code, kind]) => [code, kind.status])
  expect(expected.map(([code]) => [code, status(code as string)])).toEqual(expected)
})
