import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { reportFiles } from '../../src/report/document.js'
import { readResults } from '../../src/report/saved-results.js'
import { sections } from '../../src/sections/index.js'
import { allSubjects } from '../../src/subjects/all.js'
import type { Subject } from '../../src/subjects/subject.js'
import { results, verifyResults } from '../support/results.js'

let subjects: readonly Subject[]
beforeAll(async () => (subjects = await allSubjects()))

const reportOf = (from = results) => reportFiles(from, sections, subjects)
const textOf = (from = results) => reportOf(from)[0]!.text

test('has a chapter for each part that was measured, and no other', () => {
  const chapters = [...textOf().matchAll(/^## (.+)$/gm)].map(([, title]) => title)
  expect(chapters).toEqual([
    'What is compared',
    'A token that was never seen',
    'What these numbers do not say',
  ])
})

test('has the table, its notes, and where it was measured', () => {
  expect(textOf()).toContain('| **Qalqon**           | **0.87** |')
  expect(textOf()).toContain('\n\nThe rounds agree. A peer is left out.\n\n')
  expect(textOf()).toContain('_Measured on 2026-11-24 with Node 20.20.2 on linux x64, 2 × Some Processor._')
})

test('says so when the machine had other things to do', () => {
  const environment = { ...verifyResults.environment, othersBusy: 0.374 }
  const busy = { ...results, sections: { verify: { ...verifyResults, environment } } }
  expect(textOf(busy)).toContain('Other programs took 37 % of the processors meanwhile')
})

test('shows the chart, which is a file of its own', () => {
  expect(textOf()).toContain('](benchmarks/verify.svg)')
  expect(reportOf().map(({ path }) => path)).toEqual(['benchmarks.md', 'benchmarks/verify.svg'])
})

test('names the version of what was measured, and what each subject checks', () => {
  expect(textOf()).toContain('@qalqon/core 1.2.3')
  const row = textOf()
    .split('\n')
    .find((line) => line.startsWith('| jsonwebtoken') && line.includes('by hand'))
  expect(row?.split('|').map((cell) => cell.trim())).toEqual([
    '',
    'jsonwebtoken',
    'yes',
    'yes',
    'yes',
    'no',
    'no',
    'no',
    'by hand',
    '',
  ])
})

test('what is committed was written from the numbers beside it', () => {
  const docs = join(__dirname, '../../../docs')
  const files = reportOf(readResults(docs))
  expect(files.length).toBeGreaterThan(1)
  for (const { path, text } of files) {
    const file = join(docs, path)
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(text)
  }
})
