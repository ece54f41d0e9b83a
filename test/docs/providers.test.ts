import { tokenFaultKinds } from '../../packages/core/src/faults/token-fault-codes.js'
import { presetOptions, publicNames } from '../../packages/core/test/support/public-names.js'
import { read } from './repository.js'

const providers = read('docs/providers.md')
const chapter = (heading: string) => providers.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
const rowsIn = (text: string) => [...text.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)

test.each(Object.entries(presetOptions))(
  'docs/providers.md has a row for each option of the preset for %s',
  (heading, names) => {
    const [options = ''] = chapter(heading).split('\n| refused with')
    expect(rowsIn(options).toSorted()).toEqual([...names].toSorted())
  },
)

test('docs/providers.md has a row for each member of a dialect', () => {
  const rows = rowsIn(chapter('Providers without a preset'))
  expect(rows.toSorted()).toEqual([...publicNames['members of a dialect']].toSorted())
})

test('docs/providers.md names no code that does not exist', () => {
  const tables = [...providers.matchAll(/^\| refused with[^\n]*\n(?:\|[^\n]*\n)+/gm)].join('')
  const codes = rowsIn(tables)
  expect(codes.length).toBeGreaterThan(10)
  const known = [...Object.keys(tokenFaultKinds), ...publicNames['infrastructure faults']]
  expect(codes.filter((code) => !known.includes(code ?? ''))).toEqual([])
})
