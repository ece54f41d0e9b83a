import { peers, type PeerName } from '../comparison/peers/index.js'
import type { Setup } from '../comparison/peer.js'
import { answerCalls } from '../process/child.js'
import { shiftClock } from '../process/shifted-clock.js'

const handlers = {
  /** Starts an app that a peer protects, and says on which port it listens. */
  async start(name: PeerName, setup: Setup): Promise<number> {
    const { port } = await (await peers[name]()).start(setup)
    return port
  },
  shiftClock,
}

export type PeerProgram = typeof handlers

answerCalls(handlers)
