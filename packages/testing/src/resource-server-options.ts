import type { TestClient } from './test-clients.js'
import type { TestClock } from './test-clock.js'

/** What a resource server needs to trust the issuer: spread it into its options. */
export interface ResourceServerOptions {
  issuer: string
  audience: string
  fetch: typeof globalThis.fetch
  clock: TestClock
}

/** The same for a resource server that asks the issuer about opaque tokens. */
export interface IntrospectingResourceServerOptions extends Omit<ResourceServerOptions, 'issuer'> {
  issuer: { issuer: string; introspection: TestClient }
}
