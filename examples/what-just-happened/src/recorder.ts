import type { Step } from './step.js'

export interface RecorderOptions {
  /** Where the observer listens. */
  readonly stepsUrl: string
  /** What the observer knows its parts by. */
  readonly stepsKey: string
  readonly fetch?: typeof fetch
  /** Runs something a little later, and does not keep the process alive for it. */
  readonly later?: (run: () => void) => void
}

/** Hands the steps of a part to the observer. It never delays the part and never fails: what cannot be told is dropped. */
export interface Recorder {
  record(step: Step): void
  /** Resolves when all that was recorded so far is told, or dropped. */
  settled(): Promise<void>
}

/** How many steps wait for the observer at most; older ones are dropped. */
const mostWaiting = 200
const mostInBatch = 25
const delayMs = 60
const timeoutMs = 2_000

const soon = (run: () => void) => void setTimeout(run, delayMs).unref()

/** Makes the recorder of a part. Steps are sent one batch after the other. */
export function recorder({
  stepsUrl,
  stepsKey,
  fetch: send = fetch,
  later = soon,
}: RecorderOptions): Recorder {
  const waiting: Step[] = []
  let planned = false
  let sending: Promise<void> | undefined

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostInBatch)
      try {
        const response = await send(new URL('/steps', stepsUrl), {
          method: 'POST',
          headers: { authorization: `Bearer ${stepsKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ steps: batch }),
          signal: AbortSignal.timeout(timeoutMs),
          redirect: 'error',
        })
        await response.body?.cancel()
      } catch {
        // The observer is away. It will not miss what happened meanwhile, and neither must the part wait for it.
        waiting.length = 0
      }
    }
  }

  function settled(): Promise<void> {
    return (sending ??= sendAll().finally(() => {
      sending = undefined
    }))
  }

  return {
    record(step) {
      if (waiting.length >= mostWaiting) waiting.shift()
      waiting.push(step)
      if (planned) return
      planned = true
      later(() => {
        planned = false
        void settled()
      })
    },
    settled,
  }
}
