import type { Peer } from '../peer.js'
import type { PeerName } from '../peers/index.js'

/** Something that every peer is asked, in a program of its own. */
export interface Question {
  /** The heading of its column. */
  readonly heading: string
  /** Whether it makes sense for a peer; where not, the cell says "–". */
  concerns?(peer: Peer): boolean
  /** Finds out, and says it in the words of the cell. */
  ask(name: PeerName, peer: Peer): Promise<string>
}

/** The questions of one table, by names that never change. */
export type Questions = Readonly<Record<string, Question>>
