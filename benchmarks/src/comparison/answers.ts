import { peers, type PeerName } from './peers/index.js'
import { tables, type TableName } from './questions/index.js'
import type { Question } from './questions/question.js'

/** What a run has found out: of each peer, the cells of each table. */
export interface Answers {
  readonly date: string
  readonly node: string
  /** The versions of what was asked. */
  readonly packages: Readonly<Record<string, string>>
  readonly peers: Readonly<Partial<Record<PeerName, PeerAnswers>>>
}

export interface PeerAnswers {
  readonly name: string
  readonly tables: Readonly<Record<TableName, Readonly<Record<string, string>>>>
}

const notConcerned = '–'

/** Asks a peer everything. */
export async function answersOf(name: PeerName, say: (line: string) => void): Promise<PeerAnswers> {
  const peer = await peers[name]()
  const found: Record<string, Record<string, string>> = {}
  for (const [table, questions] of Object.entries(tables)) {
    const cells: Record<string, string> = (found[table] = {})
    for (const [id, question] of Object.entries<Question>(questions)) {
      cells[id] = question.concerns?.(peer) === false ? notConcerned : await question.ask(name, peer)
      say(`${peer.name}: ${question.heading}: ${cells[id]}`)
    }
  }
  return { name: peer.name, tables: found as PeerAnswers['tables'] }
}
