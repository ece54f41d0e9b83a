import type { Terminal } from './terminal.js'
import { UsageError } from './usage.js'

/** As much as `maxTokenBytes` can be, and something for line breaks. */
const maximumLength = 1_100_000

/**
 * Reads the token from standard input. What people copy along with it is taken off: line breaks around it, the name of the field and
 * the scheme before it.
 *
 * @throws {UsageError}
 */
export async function readToken({ stdin, stderr }: Pick<Terminal, 'stdin' | 'stderr'>): Promise<string> {
  if (stdin.isTTY) stderr.write('Paste the token, then press Enter and Ctrl-D:\n')
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of stdin) {
    text += typeof part === 'string' ? part : decoder.decode(part, { stream: true })
    if (text.length > maximumLength) throw new UsageError('standard input is too long for a token')
  }
  const token = text.trim().replace(/^(authorization:\s*)?((bearer|dpop)\s+)?/i, '')
  if (token === '')
    throw new UsageError(
      'standard input is empty: hand the token in there, as in qalqon explain … < token.txt',
    )
  return token
}
