import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { transformSync } from '@swc/core'
import { codeBlocks, type CodeBlock } from './markdown.js'

const root = join(import.meta.dirname, '../..')

/** The examples of the recipes have what the manifest of this folder names. */
const folder = createRequire(join(import.meta.dirname, 'package.json'))

/** The whole examples in TypeScript of a document. */
export const examplesOf = (path: string): readonly CodeBlock[] =>
  codeBlocks(readFileSync(join(root, path), 'utf8')).filter(({ language }) => language === 'ts')

/**
 * Loads an example as a module of this folder, with the globals of Jest, and returns what it exports.
 *
 * @param test what its tests are handed to; by default, to Jest
 */
export async function loadExample<Exports extends object>(
  { code: source }: Pick<CodeBlock, 'code'>,
  testOf: (...values: never[]) => unknown = test,
): Promise<Exports> {
  const { code } = transformSync(source, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  })
  const exported: object = {}
  // Unlike what node:vm compiles, it has the globals of Jest, so that its regular expressions are ones for supertest too.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text stands in this repository
  const run = new Function('require', 'exports', 'test', `return (async () => {${code}\n})()`) as (
    ...values: unknown[]
  ) => Promise<void>
  await run(folder, exported, testOf)
  return exported as Exports
}

/** The one example of a document that has this in it. */
export function exampleWith(path: string, text: string): CodeBlock {
  const found = examplesOf(path).filter(({ code }) => code.includes(text))
  if (found.length !== 1) throw new Error(`${path} has ${found.length} examples with ${text}`)
  return found[0]!
}
