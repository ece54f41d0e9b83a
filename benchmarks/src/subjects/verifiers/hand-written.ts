import { commonChecks } from '../checks.js'
import { handWritten, handWrittenWithCache } from '../hand-written.js'
import type { VerifierSubject } from '../subject.js'

const common = {
  kind: 'yardstick',
  checks: { ...commonChecks, expiry: 'by hand', issuer: 'by hand', audience: 'by hand' },
  algorithms: ['RS256', 'ES256', 'EdDSA'],
} as const

/** Where the floor is for a token that was never seen. */
export const floor: VerifierSubject = {
  ...common,
  name: 'written by hand',
  packages: [],
  create(provision) {
    const verify = handWritten(provision)
    return { verify: (token) => verify(token as string) }
  },
}

/** Where the floor is for a token that comes again. */
export const floorWithCache: VerifierSubject = {
  ...common,
  name: 'written by hand, with a cache',
  packages: ['lru-cache'],
  create(provision) {
    const verify = handWrittenWithCache(provision)
    return { verify: (token) => verify(token as string) }
  },
}
