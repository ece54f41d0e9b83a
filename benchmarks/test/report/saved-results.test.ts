import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readResults, writeReport } from '../../src/report/saved-results.js'
import { results } from '../support/results.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'report-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('where nothing was measured there are no results', () => {
  expect(readResults(folder)).toEqual({ packages: {}, sections: {} })
})

test('the numbers are kept beside the report', () => {
  writeReport(folder, results, [{ path: 'benchmarks/verify.svg', text: '<svg/>' }])
  expect(readResults(folder)).toEqual(results)
  expect(readFileSync(join(folder, 'benchmarks/verify.svg'), 'utf8')).toBe('<svg/>')
})
