/** A command of a shell, as its words. */
export type Command = readonly string[]

/**
 * The simple commands of a block of shell: those of lists, pipelines, functions and substitutions, without what stands before them (`NAME=value`)
 * and without redirections. It is no shell: it knows as much of the grammar as documents use.
 */
export function commandsIn(block: string): Command[] {
  const commands: string[][] = [[]]
  const next = () => void commands.push([])
  for (const [token] of block.matchAll(tokens)) {
    if (token.startsWith('#') || /^[^\S\n]+$/.test(token) || token === '\\\n') continue
    if (/^(?:\n|&&|\|\|?|;|[{}()])$/.test(token)) next()
    else commands.at(-1)!.push(token)
  }
  const substituted = [...block.replaceAll(/'[^']*'/g, "''").matchAll(/\$\(((?:[^()]|\n)*)\)/g)]
  return [
    ...commands.map(withoutAssignments).filter((words) => words.length > 0),
    ...substituted.flatMap(([, inner = '']) => commandsIn(inner)),
  ]
}

/** Blanks, comments, separators, and words with their quotes and substitutions. */
const tokens =
  /\\\n|[^\S\n]+|\n|(?<=^|\s)#[^\n]*|&&|\|\|?|;|(?<=^|\s)[{}](?=\s|$)|[()]|(?:'[^']*'|"(?:\\.|\$\([^)]*\)|[^"])*"|\$\((?:'[^']*'|"[^"]*"|[^)'"])*\)|\$\{[^}]*\}|\\.|[^\s'"\\;|&()])+/g

const unquoted = (word: string) => word.replaceAll(/^(['"])(.*)\1$/gs, '$2')

function withoutAssignments(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !/^\w+=/.test(word))
  if (first === -1) return []
  const redirection = words.findIndex((word, index) => index > first && /^\d?[<>]/.test(word))
  return words.slice(first, redirection === -1 ? undefined : redirection).map(unquoted)
}
