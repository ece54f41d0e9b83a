import { answerQuestions } from './answers.js'
import { keyQuestions } from './keys.js'
import type { Questions } from './question.js'
import { tokenQuestions } from './tokens.js'

/** The tables of the page, by the names that its markers have. */
export const tables = {
  tokens: tokenQuestions,
  keys: keyQuestions,
  answers: answerQuestions,
} satisfies Record<string, Questions>

export type TableName = keyof typeof tables
