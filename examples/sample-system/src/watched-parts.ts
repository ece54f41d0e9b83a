import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { host, type Part } from './parts.js'

/** The observer, and the parts that tell it what happens. */
export interface WatchedParts {
  readonly observer: Part
  readonly watched: readonly Part[]
}

/** Puts the observer beside parts. The key, by which it knows them, is a new one each time. */
export function watchedParts(parts: readonly Part[], port: number): WatchedParts {
  const url = `http://${host}:${port}`
  const key = randomBytes(24).toString('base64url')
  const list = parts.find(({ environment }) => environment.SAMPLE_PARTS !== undefined)?.environment
    .SAMPLE_PARTS
  return {
    observer: {
      name: 'what just happened',
      folder: resolve(import.meta.dirname, '../../what-just-happened'),
      port,
      portVariable: 'OBSERVER_PORT',
      url,
      environment: { PORT: String(port), STEPS_KEY: key, ...(list !== undefined && { SAMPLE_PARTS: list }) },
    },
    watched: parts.map((part) => ({
      ...part,
      environment: { ...part.environment, STEPS_URL: url, STEPS_KEY: key },
    })),
  }
}
