import { answerCalls } from '../process/child.js'
import { shiftClock } from '../process/shifted-clock.js'
import { apps, type AppName } from '../subjects/apps/index.js'
import type { Provision } from '../subjects/provision.js'

const handlers = {
  /** Starts an app, and says on which port it listens. */
  async start(name: AppName, provision: Provision): Promise<number> {
    const { port } = await (await apps[name]()).start(provision)
    return port
  },
  shiftClock,
}

export type AppProgram = typeof handlers

answerCalls(handlers)
