import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createTestIssuer } from '@qalqon/testing'
import { examplesOf, loadExample } from '../load-example.js'

const folder = 'docs/recipes'
const pages = readdirSync(join(import.meta.dirname, '../../..', folder)).filter(
  (name) => name !== 'README.md',
)

type Test = () => unknown

beforeAll(() => jest.spyOn(globalThis, 'fetch').mockImplementation(createTestIssuer().fetch))
afterAll(() => jest.restoreAllMocks())

test('there are recipes', () => {
  expect(pages.length).toBeGreaterThan(7)
})

describe.each(pages)(`${folder}/%s`, (page) => {
  test.each(examplesOf(`${folder}/${page}`).filter(({ code }) => !/^ *test\(/m.test(code)))(
    'the example in line $line is a module that loads, and has something to give',
    async (example) => {
      expect(Object.keys(await loadExample(example))).not.toEqual([])
    },
  )
})

describe.each(examplesOf(`${folder}/testing.md`).filter(({ code }) => /^ *test\(/m.test(code)))(
  'the tests in line $line of docs/recipes/testing.md',
  (example) => {
    test('pass', async () => {
      const tests = new Map<string, Test>()
      await loadExample<object>(example, (name: string, run: Test) => tests.set(name, run))
      expect(tests.size).toBeGreaterThan(0)
      for (const [name, run] of tests) {
        await Promise.resolve(run()).catch((cause: unknown) => {
          throw new Error(name, { cause })
        })
      }
    })
  },
)
