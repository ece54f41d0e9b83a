import { setTimeout as delay } from 'node:timers/promises'
import { Router } from 'express'
import { describeError, type Log } from '../log.js'

/** `GET /healthz`: 200 while the database answers, 503 while it does not. Open to everybody, and tells nothing else. */
export function healthRoutes(check: () => Promise<void>, log: Log, timeoutMs = 2_000): Router {
  const router = Router()
  router.get('/healthz', async (_req, res) => {
    const healthy = await answersWithin(check, timeoutMs).catch((error: unknown) => {
      log('health_check_failed', describeError(error))
      return false
    })
    res.status(healthy ? 200 : 503)
    res.setHeader('Cache-Control', 'no-store')
    res.json({ status: healthy ? 'ok' : 'unavailable' })
  })
  return router
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
