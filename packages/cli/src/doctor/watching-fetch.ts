import type { Fetch } from '@qalqon/core'

/** One request to the issuer, and what of the answer is looked at. Times in milliseconds. */
export interface Exchange {
  readonly url: string
  readonly durationMs: number
  /** By the clock of this machine, in the middle between request and answer; milliseconds since 1970. */
  readonly at: number
  /** Absent when nothing was answered. */
  readonly status?: number
  readonly headers?: Headers
}

/** A `fetch` that notes what passes by. Bodies are left alone. */
export function watchingFetch(exchanges: Exchange[], fetch: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const [started, startedAt] = [performance.now(), Date.now()]
    const note = (answer: Pick<Exchange, 'status' | 'headers'>) => {
      const durationMs = Math.round(performance.now() - started)
      exchanges.push({ url, durationMs, at: startedAt + durationMs / 2, ...answer })
    }
    try {
      const response = await fetch(input, init)
      note({ status: response.status, headers: response.headers })
      return response
    } catch (thrown) {
      note({})
      throw thrown
    }
  }
}
