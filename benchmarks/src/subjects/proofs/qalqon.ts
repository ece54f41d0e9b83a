import {
  MemoryReplayStore,
  fromIncomingMessage,
  Requirement,
  resourceServer,
  type Outcome,
  type ResourceRequest,
} from '@qalqon/core'
import { allChecks } from '../checks.js'
import { allProofChecks, type ProofSubject } from './proof-subject.js'

/** The whole pipeline, with proofs and the memory of them. */
export const qalqon: ProofSubject = {
  name: 'Qalqon',
  kind: 'qalqon',
  packages: ['@qalqon/core'],
  checks: allChecks,
  proofChecks: allProofChecks,
  setup:
    "with proofs: `dpop: 'required'`, replays remembered in memory (which holds 100,000 by default, and more here)",
  async create({ issuer, audience, scope }, url) {
    const server = resourceServer({
      issuer,
      audience,
      dpop: 'required',
      replayStore: new MemoryReplayStore({ maxEntries: 1_000_000 }),
    })
    await server.ready()
    const requirement = scope === undefined ? undefined : new Requirement({ scope: [scope] })
    const { pathname } = new URL(url)
    return {
      prepare: (token, proof): ResourceRequest =>
        fromIncomingMessage({
          method: 'GET',
          url: pathname,
          headers: {},
          // One piece of memory each, as a field from a socket is; a template would be put together while the clock runs.
          rawHeaders: [
            'Host',
            'api.example.com',
            'Authorization',
            flat(`DPoP ${token}`),
            'DPoP',
            flat(proof),
          ],
        }),
      verify: (request) => server.authorize(request as ResourceRequest, requirement),
      accepts: (outcome) => (outcome as Outcome).ok,
    }
  },
}

const flat = (text: string) => Buffer.from(text).toString('latin1')
