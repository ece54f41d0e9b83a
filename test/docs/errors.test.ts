import { logoutFaultTexts } from '../../packages/core/src/faults/logout-fault.js'
import { tokenFaultKinds } from '../../packages/core/src/faults/token-fault-codes.js'
import { publicNames } from '../../packages/core/test/support/public-names.js'
import { read } from './repository.js'

const text = 'Access tokens cannot be checked at the moment'
const infrastructure = publicNames['infrastructure faults']
const codes = [
  ...Object.keys(tokenFaultKinds),
  ...Object.keys(logoutFaultTexts),
  ...infrastructure,
  'configuration_invalid',
]
const errors = read('docs/errors.md')

test('docs/errors.md has a chapter for each code, and for nothing else', () => {
  const chapters = [...errors.matchAll(/^### `(.+)`$/gm)].map(([, code]) => code)
  expect(chapters.toSorted()).toEqual(codes.toSorted())
})

test('docs/errors.md says of each code what its client gets', () => {
  const cell = (value: string) => value.trim()
  const table = [...errors.matchAll(/^\| `(\w+)` *\|(.*)\|(.*)\|$/gm)]
  const rows = table.map(([, code = '', answer = '', words = '']) => [code, cell(answer), cell(words)])
  const expected = [
    ...Object.entries(tokenFaultKinds).map(([code, kind]) => [
      code,
      'error' in kind ? `${kind.status} \`${kind.error}\`` : String(kind.status),
      kind.text,
    ]),
    ...Object.entries(logoutFaultTexts).map(([code, words]) => [code, '400 `invalid_request`', words]),
    ...infrastructure.map((code) => [code, '503', text]),
    ['configuration_invalid', 'none: it is thrown', ''],
  ]
  expect(rows.toSorted()).toEqual(expected.toSorted())
})
