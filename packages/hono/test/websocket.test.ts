import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve, upgradeWebSocket, type ServerType } from '@hono/node-server'
import { createTestIssuer } from '@qalqon/testing'
import { Hono } from 'hono'
import { WebSocket, WebSocketServer } from 'ws'
import { getAuth, requireScope, resourceServer } from '../src/index.js'

const issuer = createTestIssuer()
const bearer = (scope = 'read') => ({ authorization: `Bearer ${issuer.token({ scope, subject: 'alice' })}` })

const app = new Hono()
app.use(resourceServer({ ...issuer.options, bearerMethods: ['header', 'query'] }))
app.get(
  '/changes',
  requireScope('read'),
  upgradeWebSocket((c) => ({ onOpen: (_event, socket) => socket.send(getAuth(c).subject) })),
)

let server: ServerType
const sockets = new WebSocketServer({ noServer: true })

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    // Its types do not know optional members that may be undefined.
    const websocket = { server: sockets } as unknown as NonNullable<Parameters<typeof serve>[0]['websocket']>
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1', websocket }, () => resolve())
  })
})
afterAll(() => {
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
  server.close()
})

/** Opens a WebSocket; its first message, or the answer in the place of the upgrade. */
async function greet(headers: Record<string, string> = {}, query = '') {
  const { port } = server.address() as AddressInfo
  const client = new WebSocket(`ws://127.0.0.1:${port}/changes${query}`, { headers })
  return new Promise<string | object>((resolve, reject) => {
    client.once('message', (data: Buffer) => {
      resolve(data.toString())
      client.terminate()
    })
    client.on('unexpected-response', (_request, response: IncomingMessage) => {
      resolve({ status: response.statusCode, challenge: response.headers['www-authenticate'] })
      response.destroy()
    })
    client.on('error', reject)
  })
}

test('on Node, WebSockets are guarded as all routes are', async () => {
  expect(await greet()).toEqual({ status: 401, challenge: expect.stringMatching(/^Bearer /) as string })
  expect(await greet(bearer('write'))).toEqual({
    status: 403,
    challenge: expect.stringContaining('insufficient_scope') as string,
  })
  expect(await greet(bearer())).toBe('alice')
})

test('a token in the query opens one, whose answer cannot be given other fields', async () => {
  expect(await greet({}, `?access_token=${issuer.token({ scope: 'read' })}`)).toBe('user-1')
})
