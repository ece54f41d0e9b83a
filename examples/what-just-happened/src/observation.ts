import { noteSignIn } from './note-sign-in.js'
import type { ObserverAddress } from './observer-address.js'
import type { Party } from './party.js'
import { recordedFetch } from './recorded-fetch.js'
import { recorder, type Recorder } from './recorder.js'

/** What a part needs to be watched. There is none unless the environment names an observer. */
export interface Observation {
  readonly address: ObserverAddress
  readonly recorder: Recorder
  /** A `fetch` that tells of each exchange. */
  fetchAs(part: Party, servers: Readonly<Record<string, Party>>, inner?: typeof fetch): typeof fetch
  /** Both for a web client: what it is built with, to tell what it asks others and what it checks. */
  clientAs(part: Party, servers: Readonly<Record<string, Party>>): WatchedClient
}

/** Options of the package `sign-in`. */
interface WatchedClient {
  readonly fetch: (url: string, init: object) => Promise<Response>
  readonly onEvent: typeof noteSignIn
}

export function observation(address: ObserverAddress): Observation {
  const told = recorder(address)
  const fetchAs: Observation['fetchAs'] = (part, servers, inner = fetch) =>
    recordedFetch({ recorder: told, part, servers, fetch: inner })
  return {
    address,
    recorder: told,
    fetchAs,
    clientAs(part, servers) {
      const call = fetchAs(part, servers)
      return { fetch: (url, init) => call(url, init), onEvent: noteSignIn }
    },
  }
}
