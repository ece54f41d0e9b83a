import { Agent, get } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { quantile } from '../measure/statistics.js'
import { path } from '../subjects/apps/files.js'

export interface OpenLoopResult {
  /** The part of the requests that were answered with 200 in time. */
  readonly answered: number
  /** Infinity when more than one in a hundred was not answered in time. */
  readonly p99Ms: number
}

/**
 * Sends requests at a steady pace, whether or not those before are answered, as clients do who know nothing of each
 * other. What is not answered with 200 within the limit counts as not answered.
 */
export async function openLoop(
  port: number,
  tokens: readonly string[],
  { perSecond, limitMs }: { readonly perSecond: number; readonly limitMs: number },
): Promise<OpenLoopResult> {
  const agent = new Agent({ keepAlive: true })
  const start = performance.now()
  const pending: Promise<number>[] = []
  for (const [at, token] of tokens.entries()) {
    await setTimeout(start + (at * 1000) / perSecond - performance.now())
    pending.push(timeOf(port, token, { agent, limitMs }))
  }
  const latencies = (await Promise.all(pending)).sort((a, b) => a - b)
  agent.destroy()
  const answered = latencies.filter(Number.isFinite).length / latencies.length
  return { answered, p99Ms: quantile(latencies, 0.99) }
}

/** One request, with a connection of its own unless an agent is given. Infinity: no 200 within the limit. */
export function timeOf(
  port: number,
  token: string,
  { agent, limitMs }: { readonly agent?: Agent; readonly limitMs: number },
): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  const start = performance.now()
  return new Promise((resolve) => {
    const fail = () => resolve(Infinity)
    const signal = AbortSignal.timeout(limitMs)
    const request = get(
      { port, host: '127.0.0.1', path, headers, signal, ...(agent && { agent }) },
      (response) => {
        response.resume()
        response.on('error', fail)
        response.on('end', () => resolve(response.statusCode === 200 ? performance.now() - start : Infinity))
      },
    )
    request.on('error', fail)
  })
}
