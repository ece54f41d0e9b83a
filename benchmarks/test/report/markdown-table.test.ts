import { markdownTable, resultTable } from '../../src/report/markdown-table.js'
import { verifyResults } from '../support/results.js'

test('writes each number with its unit, ours in bold, and a dash for what was not measured', () => {
  expect(resultTable(verifyResults.tables[0]!)).toBe(
    [
      '| subject              |    speed |     answered |',
      '| -------------------- | -------: | -----------: |',
      '| bare `crypto.verify` |     1.00 |        100 % |',
      '| **Qalqon**           | **0.87** |     **99 %** |',
      '| a <peer>             |        – | over 1000 ms |',
    ].join('\n'),
  )
})

test('a table of texts is aligned to the left', () => {
  expect(markdownTable(['a', 'b'], [['long text', 'x']])).toBe(
    '| a         | b   |\n| --------- | --- |\n| long text | x   |',
  )
})
