import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answers } from '../../src/comparison/answers.js'
import { pageWith } from '../../src/comparison/page.js'
import { peers } from '../../src/comparison/peers/index.js'
import { tables } from '../../src/comparison/questions/index.js'

const docs = join(__dirname, '../../../docs')
const page = readFileSync(join(docs, 'comparison.md'), 'utf8')
const answers = JSON.parse(readFileSync(join(docs, 'comparison.json'), 'utf8')) as Answers

test('the tables of the page are those of the run beside it', () => {
  expect(pageWith(answers, page)).toBe(page)
})

test('every peer has answered every question', () => {
  expect(Object.keys(answers.peers)).toEqual(Object.keys(peers))
  for (const { name, tables: found } of Object.values(answers.peers))
    for (const [table, questions] of Object.entries(tables))
      expect([name, table, Object.keys(found[table as keyof typeof tables])]).toEqual([
        name,
        table,
        Object.keys(questions),
      ])
})

test('the versions are those that are installed', () => {
  const manifest = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const foreign = Object.entries(answers.packages).filter(([name]) => !name.startsWith('@qalqon/'))
  expect(foreign.length).toBeGreaterThan(10)
  for (const [name, version] of foreign)
    expect([name, version]).toEqual([name, manifest.devDependencies[name]])
})

test('a page without a place for a table is refused', () => {
  expect(() => pageWith(answers, page.replace('<!-- keys -->', ''))).toThrow('<!-- keys -->')
})
