// What a user of the packed tarballs does on Node, Bun and Deno alike: an issuer and an API on servers of the runtime.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { getAuth, requireScope, resourceServer } from '@qalqon/fetch'

const audience = 'https://api.example'

/** Lets a handler of Fetch requests listen on a free port of the loopback interface. */
async function serve(handler) {
  if (globalThis.Deno) {
    const server = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: () => undefined }, handler)
    return { port: server.addr.port, close: () => server.shutdown() }
  }
  if (globalThis.Bun) {
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: handler })
    return { port: server.port, close: () => server.stop(true) }
  }
  const server = createServer(async (req, res) => {
    const response = await handler(new Request(`http://127.0.0.1${req.url}`, { headers: req.headers }))
    res.writeHead(response.status, [...response.headers].flat()).end(await response.text())
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: server.address().port, close: () => server.close() }
}

const keys = {}
let fetched = 0
const addKey = async (kid) => (keys[kid] = await generateKeyPair('ES256', { extractable: true }))
await addKey('first')

const issuerServer = await serve(async (request) => {
  if (!request.url.endsWith('/jwks')) return new Response(null, { status: 404 })
  fetched += 1
  const entries = Object.entries(keys)
  const jwk = async ([kid, { publicKey }]) => ({
    ...(await exportJWK(publicKey)),
    kid,
    alg: 'ES256',
    use: 'sig',
  })
  return Response.json({ keys: await Promise.all(entries.map(jwk)) })
})
const issuer = `http://127.0.0.1:${issuerServer.port}`

const token = (kid, claims) =>
  new SignJWT({ scope: 'files.read', client_id: 'app', ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
    .setIssuer(issuer)
    .setSubject('ann')
    .setAudience(claims?.aud ?? audience)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(keys[kid].privateKey)

let ahead = 0
const api = resourceServer({
  issuer: { issuer, jwksUri: `${issuer}/jwks` },
  audience,
  clock: () => Date.now() / 1000 + ahead,
})
const files = requireScope('files.read')((request) => Response.json({ owner: getAuth(request).subject }))
const apiServer = await serve(api.metadata()(api((request) => files(request))))

const get = async (bearer, path = '/files') =>
  fetch(`http://127.0.0.1:${apiServer.port}${path}`, {
    headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
  })
const statusOf = async (bearer) => {
  const response = await get(bearer)
  await response.body?.cancel()
  return response.status
}

const answer = await get(await token('first'))
assert.equal(answer.status, 200)
assert.deepEqual(await answer.json(), { owner: 'ann' })
assert.equal(await statusOf(), 401)
assert.equal(await statusOf(await token('first', { aud: 'https://other.example' })), 401)
assert.equal(await statusOf(await token('first', { scope: 'files.write' })), 403)
const document = await get(undefined, '/.well-known/oauth-protected-resource')
assert.equal((await document.json()).resource, audience)

assert.equal(fetched, 1)
await addKey('second')
ahead = 10 // past the time in which an unknown key asks for no keys again
assert.equal(await statusOf(await token('second')), 200)
assert.equal(fetched, 2)

await apiServer.close()
await issuerServer.close()
console.log(`fetch: ok (${globalThis.Deno ? 'Deno' : globalThis.Bun ? 'Bun' : 'Node'})`)
