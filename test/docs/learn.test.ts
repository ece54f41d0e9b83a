import { codeBlocks } from './markdown.js'
import { read } from './repository.js'

test.each([
  ['docs/learn.md', 'docs/uz/learn.md'],
  ['docs/index.md', 'docs/uz/index.md'],
])('%s and %s have the same code', (english, uzbek) => {
  const [ours, theirs] = [english, uzbek].map((path) =>
    codeBlocks(read(path)).map(({ language, code }) => ({ language, code })),
  )
  expect(ours!.length).toBeGreaterThan(0)
  expect(theirs).toEqual(ours)
})
