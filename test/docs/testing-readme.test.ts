import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { transformSync } from '@swc/core'
import { codeBlocks } from './markdown.js'

const root = join(import.meta.dirname, '../..')
const blocks = codeBlocks(readFileSync(join(root, 'packages/testing/README.md'), 'utf8'))
const examples = blocks.filter(({ code }) => code.startsWith('import ') && code.includes('test('))

/** The examples run as if they stood in the sample API, which has the packages that they import. */
const sampleApi = createRequire(join(root, 'examples/drive-files/package.json'))

test('the README has examples', () => {
  expect(examples.length).toBeGreaterThan(5)
})

describe.each(examples)('the example in line $line of packages/testing/README.md', ({ code: source }) => {
  const { code } = transformSync(source, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  })
  // Unlike what node:vm compiles, it has the globals of Jest, so that its regular expressions are ones for supertest too.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text stands in this repository
  const run = new Function('require', 'exports', 'test', code) as (...values: unknown[]) => void
  run(sampleApi, {}, test)
})
