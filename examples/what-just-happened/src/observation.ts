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
}

export function observation(address: ObserverAddress): Observation {
  const told = recorder(address)
  return {
    address,
    recorder: told,
    fetchAs: (part, servers, inner = fetch) => recordedFetch({ recorder: told, part, servers, fetch: inner }),
  }
}
