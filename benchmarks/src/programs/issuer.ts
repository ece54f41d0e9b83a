import { IssuerServer, type Mood } from '../issuer/issuer-server.js'
import type { PublicJwk } from '../issuer/keys.js'
import { answerCalls } from '../process/child.js'

let server = new IssuerServer([])

const handlers = {
  listen(keys: readonly PublicJwk[]): Promise<string> {
    server = new IssuerServer(keys)
    return server.listen()
  },
  set: (name: string, mood: Mood, delayMs?: number) => server.set(name, mood, delayMs),
  requests: (name: string) => server.requests(name),
}

export type IssuerProgram = typeof handlers

answerCalls(handlers)
