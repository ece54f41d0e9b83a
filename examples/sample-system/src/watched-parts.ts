import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { loopback } from './environment.js'
import type { Part } from './parts.js'

/** The observer, and the parts that tell it what happens. */
export interface WatchedParts<Name extends string> {
  readonly observer: Part
  readonly watched: Readonly<Record<Name, Part>>
}

/** Puts the observer beside parts. The key, by which it knows them, is a new one each time. */
export function watchedParts<Name extends string>(
  parts: Readonly<Record<Name, Part>>,
  port: number,
): WatchedParts<Name> {
  const url = `http://${loopback}:${port}`
  const key = randomBytes(24).toString('base64url')
  const all = Object.entries<Part>(parts)
  const links = all.find(([, { environment }]) => environment.SAMPLE_PARTS !== undefined)?.[1].environment
    .SAMPLE_PARTS
  const watched = all.map(([name, part]) => [
    name,
    { ...part, environment: { ...part.environment, STEPS_URL: url, STEPS_KEY: key } },
  ])
  return {
    observer: {
      name: 'what just happened',
      folder: resolve(import.meta.dirname, '../../what-just-happened'),
      port,
      portVariable: 'OBSERVER_PORT',
      url,
      environment: {
        HOST: all[0]?.[1].environment.HOST ?? loopback,
        PORT: String(port),
        STEPS_KEY: key,
        ...(links !== undefined && { SAMPLE_PARTS: links }),
      },
    },
    watched: Object.fromEntries(watched) as Record<Name, Part>,
  }
}
