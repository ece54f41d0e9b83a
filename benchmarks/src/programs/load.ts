import { readFileSync } from 'node:fs'
import { closedLoop, type LoadResult } from '../load/closed-loop.js'
import { requestBytes } from '../load/http-message.js'
import { answerCalls } from '../process/child.js'

/** Which tokens the requests carry: as many as there are requests from a position on, from the start again after the last. */
export interface TokenRange {
  readonly file: string
  readonly from: number
}

export interface Load {
  readonly port: number
  readonly connections: number
  readonly requests: number
  readonly tokens: TokenRange
}

const files = new Map<string, readonly string[]>()

const handlers = {
  run({ port, connections, requests, tokens: { file, from } }: Load): Promise<LoadResult> {
    const tokens = tokensOf(file)
    const messages = Array.from({ length: requests }, (_, at) => {
      return requestBytes(port, tokens[(from + at) % tokens.length] ?? '')
    })
    globalThis.gc?.()
    return closedLoop(port, connections, messages)
  },
}

/** One token a line. A file is read once. */
function tokensOf(file: string): readonly string[] {
  const known = files.get(file)
  if (known) return known
  const tokens = readFileSync(file, 'latin1').trim().split('\n')
  files.set(file, tokens)
  return tokens
}

export type LoadProgram = typeof handlers

answerCalls(handlers)
