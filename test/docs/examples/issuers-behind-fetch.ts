import { createTestIssuer, type TestIssuer } from '../../../packages/testing/src/index.js'

const wellKnown = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)/

/** A `fetch` behind which there is each issuer that somebody asks for its metadata. Loopback is the real one; nothing else is there. */
export function issuersBehindFetch(realFetch: typeof fetch): typeof fetch {
  const issuers = new Map<string, TestIssuer>()
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (new URL(url).hostname === '127.0.0.1') return realFetch(input, init)
    const identifier = url.replace(wellKnown, '')
    if (wellKnown.test(url) && !issuers.has(identifier)) {
      issuers.set(identifier, createTestIssuer({ issuer: identifier, audience: 'https://api.example.com' }))
    }
    const issuer = [...issuers].findLast(([name]) => url.startsWith(new URL(name).origin))?.[1]
    return issuer ? issuer.fetch(url, init) : new Response(null, { status: 404 })
  }
}
