import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { operation, type Operation } from '../api/operation.js'
import { describeError, type Log } from '../log.js'

const health = z.object({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Health' })

/** 200 while the database answers, 503 while it does not. Open to everybody, and tells nothing else. */
export function healthOperation(check: () => Promise<void>, log: Log, timeoutMs = 2_000): Operation {
  return operation({
    method: 'get',
    path: '/healthz',
    id: 'getHealth',
    tag: 'The API itself',
    summary: 'Tell whether the API works',
    access: 'open',
    answers: {
      200: { description: 'It works', json: health },
      503: { description: 'Its database does not answer', json: health },
    },
    async handle({ res }) {
      const healthy = await answersWithin(check, timeoutMs).catch((error: unknown) => {
        log('health_check_failed', describeError(error))
        return false
      })
      res.status(healthy ? 200 : 503)
      res.setHeader('Cache-Control', 'no-store')
      res.json({ status: healthy ? 'ok' : 'unavailable' })
    },
  })
}

async function answersWithin(check: () => Promise<void>, timeoutMs: number): Promise<boolean> {
  const timeout = new AbortController()
  const late = delay(timeoutMs, false, { signal: timeout.signal, ref: false })
  // Aborted as soon as the check has answered.
  late.catch(() => undefined)
  try {
    return await Promise.race([check().then(() => true), late])
  } finally {
    timeout.abort()
  }
}
