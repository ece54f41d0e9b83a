import { chartsOf } from '../../src/report/chart.js'
import { verifyResults } from '../support/results.js'

const [table] = verifyResults.tables

test('draws a bar for each number, as long as it is large', () => {
  const svg = chartsOf([table!])!
  const bars = [...svg.matchAll(/<rect class="(\w+)" [^>]*?width="([\d.]+)"/g)].map(([, kind, width]) => [
    kind,
    Number(width),
  ])
  expect(bars).toEqual([
    ['yardstick', 384],
    ['qalqon', 336],
  ])
  expect(svg).toContain('>0.87</text>')
})

test('a peer without a number has no bar', () => {
  expect(chartsOf([table!])).not.toContain('a &lt;peer&gt;')
})

test('labels are texts, whatever stands in them', () => {
  const [bare] = table!.rows
  const svg = chartsOf([{ ...table!, rows: [{ ...bare!, label: 'a `b` <i> & "c"' }] }])
  expect(svg).toContain('>a b &lt;i&gt; &amp; &quot;c&quot;</text>')
})

test('has colours for light and for dark', () => {
  expect(chartsOf([table!])).toContain('@media (prefers-color-scheme: dark)')
})

test('there is no chart without bars', () => {
  expect(chartsOf([{ ...table!, charts: [] }])).toBeUndefined()
})
