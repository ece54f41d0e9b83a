// What a user of the packed core does on Node, Bun and Deno alike, without an adapter.
import assert from 'node:assert/strict'
import { isPromise, MemoryRevocationStore, Requirement, resourceServer } from '@qalqon/core'
import { logEventsTo } from '@qalqon/core/logging'
import { createDpopProver, createTestIssuer, testAlgorithms } from '@qalqon/testing'

const runtime = globalThis.Deno ? 'Deno' : globalThis.Bun ? 'Bun' : 'Node'
const requestWith = (headers) => new Request('https://api.test/files', { headers })
const bearer = (token) => requestWith({ authorization: `Bearer ${token}` })
const codeOf = (outcome) => (outcome.ok ? 'accepted' : outcome.fault.code)

for (const algorithm of testAlgorithms) {
  const issuer = createTestIssuer({ algorithm })
  const algorithms = [algorithm]
  const server = resourceServer({ ...issuer.options, issuer: { issuer: issuer.issuer, algorithms } })
  assert.equal(codeOf(await server.authorize(bearer(issuer.token()))), 'accepted', algorithm)
  assert.equal(codeOf(await server.authorize(bearer(issuer.token()))), 'accepted', `${algorithm}, again`)
  assert.equal(
    codeOf(await server.authorize(bearer(issuer.signedByStranger()))),
    'signature_invalid',
    algorithm,
  )
}

const issuer = createTestIssuer()
const lines = []
const log = (fields, message) => lines.push(message)
const server = resourceServer({
  ...issuer.options,
  dpop: 'allowed',
  revocationStore: new MemoryRevocationStore({ clock: issuer.clock }),
  onEvent: logEventsTo({ debug: log, info: log, warn: log, error: log }),
})
await server.ready()

// With its key at hand, a token is verified at once on Node, and by WebCrypto elsewhere.
const outcome = server.authorize(bearer(issuer.token({ subject: 'ann', scope: 'files.read' })))
assert.equal(isPromise(outcome), runtime !== 'Node')
const { token } = await outcome
assert.equal(token.subject, 'ann')

const readPhotos = new Requirement({ scope: ['photos.read'] })
const refused = await server.authorize(bearer(issuer.token()), readPhotos)
assert.equal(refused.response.status, 403)
assert.match(new Headers(refused.response.headers).get('www-authenticate'), /scope="photos.read"/)
assert.equal(codeOf(await server.authorize(requestWith({}))), 'credentials_missing')
assert.equal(codeOf(await server.authorize(bearer(issuer.expired()))), 'token_expired')
assert.ok(lines.includes('request refused: token_expired'))

const prover = createDpopProver({ clock: issuer.clock })
const bound = issuer.token({ boundTo: prover })
const proved = prover.headers({ url: 'https://api.test/files', token: bound })
assert.equal(codeOf(await server.authorize(requestWith(proved))), 'accepted')
assert.equal(codeOf(await server.authorize(requestWith(proved))), 'proof_replayed')
assert.equal(codeOf(await server.authorize(bearer(bound))), 'token_bound')

const revocable = issuer.token({ subject: 'bob' })
assert.equal(codeOf(await server.authorize(bearer(revocable))), 'accepted')
await server.revoke({ issuer: issuer.issuer, subject: 'bob' }, issuer.clock.now + 300)
assert.equal(codeOf(await server.authorize(bearer(revocable))), 'token_revoked')

const asking = resourceServer({ ...issuer.introspectionOptions })
const opaque = issuer.opaqueToken()
assert.equal(codeOf(await asking.authorize(bearer(opaque))), 'accepted')
issuer.revoke(opaque)
issuer.clock.advance(60)
assert.equal(codeOf(await asking.authorize(bearer(opaque))), 'token_inactive')

const metadata = await server
  .metadata()
  .answer({ method: 'GET', url: '/.well-known/oauth-protected-resource' })
assert.equal(JSON.parse(metadata.body).resource, issuer.audience)
assert.equal((await server.explain(issuer.expired())).code, 'token_expired')
console.log(`core: ok (${runtime})`)
