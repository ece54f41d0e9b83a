import { expect } from 'vitest'
import { matchers, type AnswerMatchers } from './matchers/matchers.js'

declare module 'vitest' {
  // The parameters are those of Vitest 5. Vitest 3 and 4 have others, over which the compiler complains without skipLibCheck.
  /* eslint-disable @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- parameters must be those of Vitest */
  interface Matchers<
    R extends void | Promise<void> = void | Promise<void>,
    T = unknown,
  > extends AnswerMatchers<void> {}
  /* eslint-enable */
}

expect.extend(matchers)
