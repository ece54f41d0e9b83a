import { createServer } from 'node:net'
import { loopback } from './environment.js'
import type { Part } from './parts.js'

/** The parts whose port is taken by another program. */
export async function partsWithTakenPort(parts: readonly Part[]): Promise<readonly Part[]> {
  const taken = await Promise.all(parts.map(async (part) => ((await isTaken(part.port)) ? part : undefined)))
  return taken.filter((part) => part !== undefined)
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(true))
    probe.listen({ port, host: loopback }, () => probe.close(() => resolve(false)))
  })
}
