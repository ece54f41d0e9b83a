import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createDpopProver } from '@qalqon/testing'
import { WebSocket, WebSocketServer } from 'ws'
import {
  authorizeUpgrade,
  type AccessRequirement,
  type JsonObject,
  type ResourceServerOptions,
} from '../../src/index.js'
import { bearer, until, warm } from '../support/key-sets.js'
import { onlyChallenge, R } from '../support/matrix.js'

let server: Server
let sockets: WebSocketServer
/** What `authorizeUpgrade` has thrown. */
const mistakes: unknown[] = []
const clients: WebSocket[] = []

beforeEach(() => {
  server = createServer((_request, response) => response.writeHead(404).end())
  sockets = new WebSocketServer({ noServer: true })
})

afterEach(async () => {
  for (const client of [...clients.splice(0), ...sockets.clients]) client.terminate()
  server.closeAllConnections()
  server.close()
  sockets.close()
  await once(server, 'close')
  mistakes.length = 0
})

/** A server of WebSockets that tell their client who it is. */
async function serve(
  options: Partial<ResourceServerOptions<JsonObject, boolean>> = {},
  requirement?: AccessRequirement,
) {
  const built = await warm(options)
  const answer = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const outcome = await authorizeUpgrade(built.server, request, socket, requirement)
    if (!outcome.ok) return
    sockets.handleUpgrade(request, socket, head, (client) => client.send(outcome.token?.subject ?? 'nobody'))
  }
  server.on('upgrade', (request, socket, head) => {
    answer(request, socket, head).catch((mistake: unknown) => mistakes.push(mistake))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return built
}

const port = () => (server.address() as AddressInfo).port

/** Opens a WebSocket; its first message, or the answer in the place of the upgrade. */
async function greet(headers: object = {}, path = '/x') {
  const client = new WebSocket(`ws://127.0.0.1:${port()}${path}`, { headers: { ...headers } })
  clients.push(client)
  return new Promise<string | { status: number; fields: IncomingMessage['headers']; body: string }>(
    (resolve, reject) => {
      client.on('message', (data: Buffer) => resolve(data.toString()))
      client.on('unexpected-response', (_request, response: IncomingMessage) => {
        text(response).then(
          (body) => resolve({ status: response.statusCode!, fields: response.headers, body }),
          reject,
        )
      })
      client.on('error', reject)
    },
  )
}

test('a good token opens the connection, and the application learns whose it is', async () => {
  const { issuer } = await serve({}, { scope: ['read'] })
  expect(await greet({ authorization: bearer(issuer, { subject: 'bob' }) })).toBe('bob')
})

test.each([
  ['no token', 401, undefined, (): Record<string, string> => ({})],
  ['a token that is none', 401, 'invalid_token', () => ({ authorization: 'Bearer x.y.z' })],
  ['a malformed field', 400, 'invalid_request', () => ({ authorization: 'Bearer a b' })],
] as const)('%s is answered with %d and a challenge', async (_what, status, error, headers) => {
  await serve({}, { scope: ['read'] })
  const answer = await greet(headers())
  expect(answer).toMatchObject({
    status,
    fields: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', connection: 'close' },
  })
  const { fields, body } = answer as Exclude<typeof answer, string>
  expect(onlyChallenge(fields['www-authenticate']!).parameters.get('error')).toBe(error)
  expect(JSON.parse(body)).toMatchObject({ status })
  expect(fields['content-length']).toBe(String(Buffer.byteLength(body)))
})

test('a token without the scope is answered with 403, and a store that is away with 503', async () => {
  const revocationStore = { isRevoked: () => Promise.reject(new Error('away')), revoke: () => undefined }
  const { issuer } = await serve({ revocationStore }, { scope: ['write'] })
  expect(await greet({ authorization: bearer(issuer) })).toMatchObject({
    status: 503,
    fields: { 'retry-after': expect.stringMatching(/^\d+$/) as string },
  })
  server.removeAllListeners('upgrade')
  server.close()
  server = createServer()
  const other = await serve({}, { scope: ['write'] })
  expect(await greet({ authorization: bearer(other.issuer) })).toMatchObject({
    status: 403,
    fields: { 'www-authenticate': expect.stringContaining('scope="write"') as string },
  })
})

test('the application says what stands in the body, in any characters', async () => {
  await serve({ onRefusal: () => ({ body: 'Kirish yoʻq', contentType: 'text/plain; charset=utf-8' }) })
  expect(await greet()).toMatchObject({ status: 401, body: 'Kirish yoʻq' })
})

test('anonymous requests come through where they may', async () => {
  await serve({ optional: true })
  expect(await greet()).toBe('nobody')
})

test('a token in the query is taken where that is enabled, as a page of a browser must send it', async () => {
  const { issuer } = await serve({ bearerMethods: ['header', 'query'] })
  expect(await greet({}, `/x?access_token=${issuer.token()}`)).toBe('user-1')
})

test('a proof is made for the URL with the scheme of HTTP', async () => {
  const { issuer } = await serve({ dpop: 'required' })
  const prover = createDpopProver({ clock: issuer.clock })
  const token = issuer.token({ boundTo: prover })
  const url = `${new URL(R).origin}/x`
  const headers = prover.headers({ method: 'GET', url, token })
  expect(await greet(headers)).toBe('user-1')
  expect(await greet(headers)).toMatchObject({ status: 401 })
})

test('two lines of the field are two credentials', async () => {
  const { issuer } = await serve()
  const line = `Authorization: ${bearer(issuer)}`
  expect(await sendRaw([line, line])).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
})

test('a connection that breaks while the issuer is asked harms nobody, and a refusal ends it from our side', async () => {
  let ask: () => void = () => undefined
  const revocationStore = {
    isRevoked: async () => new Promise<boolean>((resolve) => (ask = () => resolve(false))),
    revoke: () => undefined,
  }
  const { issuer } = await serve({ revocationStore })
  let ended: Socket | undefined
  server.on('upgrade', (_request, socket: Socket) => (ended = socket))
  const client = connect(port(), '127.0.0.1')
  client.on('error', () => undefined)
  client.write(upgrade([`Authorization: ${bearer(issuer)}`]))
  await until(() => ended !== undefined && ended.listenerCount('error') > 0)
  ended!.emit('error', new Error('ECONNRESET'))
  expect(ended!.destroyed).toBe(true)
  ask()
  client.destroy()
})

test('a mistake in the program is answered with 500, told to it, and nothing of it to the client', async () => {
  const { issuer } = await serve({ dpop: 'allowed', publicUrl: 'forwarded' })
  const prover = createDpopProver({ clock: issuer.clock })
  const token = issuer.token({ boundTo: prover })
  const answer = await greet(prover.headers({ url: `${R}/x`, token }))
  expect(answer).toMatchObject({ status: 500, body: '' })
  expect(mistakes).toMatchObject([{ name: 'ConfigurationFault', option: 'publicUrl' }])
})

/** A request for a WebSocket, as it goes over the wire. */
const upgrade = (lines: readonly string[]) =>
  ['GET /x HTTP/1.1', 'Host: rs.example', 'Connection: Upgrade', 'Upgrade: websocket', ...lines, '', ''].join(
    '\r\n',
  )

/** What comes back until the server closes the connection; the client never does. */
async function sendRaw(lines: readonly string[]): Promise<string> {
  const client = connect({ port: port(), host: '127.0.0.1', allowHalfOpen: true })
  client.write(upgrade(lines))
  const answer = await text(client)
  client.destroy()
  return answer
}
