import { inspect } from 'node:util'

/** As many characters of a token in a row may be somewhere else by chance; one more is a leak. */
const harmless = 8

/**
 * The pieces of these tokens that stand in what was told: in any property of it, enumerable or not, in the stacks and
 * causes of errors, in the messages of both.
 */
export function leaksOf(tokens: readonly string[], told: readonly unknown[]): readonly string[] {
  const pieces = new Set(tokens.flatMap((token) => [...piecesOf(token)]))
  const leaks = new Set<string>()
  // Most of what is told is told often.
  for (const text of new Set(told.map(spelledOut))) {
    for (const piece of piecesOf(text)) if (pieces.has(piece)) leaks.add(piece)
  }
  return [...leaks]
}

function* piecesOf(text: string): Generator<string> {
  for (let end = harmless + 1; end <= text.length; end++) yield text.slice(end - harmless - 1, end)
}

/** A value as a log might have it: the way of `console.log`, of `JSON.stringify` and of a template. */
function spelledOut(value: unknown): string {
  const inspected = inspect(value, {
    depth: Infinity,
    showHidden: true,
    getters: true,
    maxArrayLength: null,
    maxStringLength: null,
    // What is longer than a line is broken, and a broken token would not be found.
    breakLength: Infinity,
  })
  return [inspected, asJson(value), String(value)].join('\n')
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    // Errors of a framework refer to themselves.
    return ''
  }
}
