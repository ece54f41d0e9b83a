import { matchers, type AnswerMatchers } from './matchers/matchers.js'

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- it is how Jest's types are extended
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- parameters must be those of Jest
    interface Matchers<R, T = {}> extends AnswerMatchers<R> {}
  }
}

const { expect } = globalThis as { expect?: { extend(all: typeof matchers): void } }
if (!expect)
  throw new Error(
    "there is no global expect: import '@qalqon/testing/jest' in setupFilesAfterEnv, or use expect.extend(matchers)",
  )
expect.extend(matchers)
