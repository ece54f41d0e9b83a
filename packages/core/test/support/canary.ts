import type { TestIssuer } from '@qalqon/testing'

/** The URLs outside the issuers that were asked for, and a `fetch` that notes them. */
export interface Canary {
  fetch: typeof globalThis.fetch
  readonly requests: readonly string[]
}

/**
 * A `fetch` for tests in which nobody but these issuers may be asked. Any other request is noted and fails; the test
 * expects `requests` to be empty in the end, so that a request whose failure was swallowed is seen too.
 */
export function canary(...issuers: TestIssuer[]): Canary {
  const requests: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const issuer = issuers.find((candidate) => new URL(candidate.issuer).origin === url.origin)
    if (issuer) return issuer.fetch(input, init)
    requests.push(url.href)
    throw new Error(`the canary was asked for ${url.href}`)
  }
  return { fetch, requests }
}
