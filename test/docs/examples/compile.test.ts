import { examples } from './examples.js'
import { typeErrors } from './type-check.js'

test('the examples compile, their tests also for the runner of Node', () => {
  const all = examples()
  expect(all.length).toBeGreaterThan(100)
  const modules = new Map(all.map(({ path, code }) => [path, code]))
  expect(modules.size).toBe(all.length)
  const tests = all.filter(({ hasTests, code }) => hasTests && !/\btest\b.* from '/.test(code))
  expect(tests.length).toBeGreaterThan(10)
  for (const { path, code } of tests) {
    modules.set(path.replace('.ts', '-of-node.ts'), `import { test } from 'node:test'\n${code}`)
  }
  expect(typeErrors(modules)).toEqual([])
}, 120_000)
