import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import websocket from '@fastify/websocket'
import { createTestIssuer } from '@qalqon/testing'
import fastify, { type FastifyInstance } from 'fastify'
import fastify4 from 'fastify4'
import websocket10 from 'fastify-websocket10'
import { WebSocket } from 'ws'
import { getAuth, resourceServer } from '../src/index.js'

const issuer = createTestIssuer()
const bearer = (scope = 'read') => ({ authorization: `Bearer ${issuer.token({ scope, subject: 'alice' })}` })

describe.each([
  ['Fastify 5', fastify, websocket],
  ['Fastify 4', fastify4, websocket10],
])('WebSockets: %s', (_name, create, plugin) => {
  let app: FastifyInstance
  let api: ReturnType<typeof resourceServer>
  const clients: WebSocket[] = []

  beforeEach(async () => {
    app = create()
    await app.register(plugin)
    api = resourceServer({ ...issuer.options })
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) client.terminate()
    await app.close()
  })

  /** Adds a route that tells whoever opens a WebSocket who it is, and starts. */
  async function serve(options: { onRequest?: typeof api; config?: object } = {}) {
    app.get('/changes', { websocket: true, ...options }, (socket, request) => {
      socket.send(getAuth(request).subject)
      socket.on('message', () => {
        void api.recheck(request.raw).then(({ ok }) => {
          if (ok) socket.send('still there')
          else socket.close(4401)
        })
      })
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
  }

  /** Opens a WebSocket; its first message, or the answer in the place of the upgrade. */
  async function greet(headers: Record<string, string> = {}) {
    const { port } = app.server.address() as AddressInfo
    const client = new WebSocket(`ws://127.0.0.1:${port}/changes`, { headers })
    clients.push(client)
    return new Promise<string | object>((resolve, reject) => {
      client.once('message', (data: Buffer) => resolve(data.toString()))
      client.on('unexpected-response', (_request, response: IncomingMessage) => {
        const { statusCode, headers } = response
        const answer = { status: statusCode, challenge: headers['www-authenticate'] }
        text(response).then(() => resolve(answer), reject)
      })
      client.on('error', reject)
    })
  }

  test('the plugin guards them as it guards all routes, and what their config asks', async () => {
    await app.register(api)
    await serve({ config: { access: { scope: ['read'] } } })
    expect(await greet()).toEqual({
      status: 401,
      challenge: expect.stringContaining('scope="read"') as string,
    })
    expect(await greet(bearer('write'))).toMatchObject({ status: 403 })
    expect(await greet(bearer())).toBe('alice')
  })

  test('a hook guards one alone', async () => {
    await serve({ onRequest: api.requireScope('read') as typeof api })
    expect(await greet()).toMatchObject({ status: 401 })
    expect(await greet(bearer('write'))).toMatchObject({ status: 403 })
    expect(await greet(bearer())).toBe('alice')
  })

  test('while one is open, its token can be looked at again', async () => {
    await app.register(api)
    await serve()
    expect(await greet(bearer())).toBe('alice')
    const [client] = clients as [WebSocket]
    const next = new Promise((resolve) => {
      client.once('message', (data: Buffer) => resolve(data.toString()))
    })
    client.send('?')
    expect(await next).toBe('still there')
    await api.revoke({ issuer: issuer.issuer, subject: 'alice' }, issuer.clock() + 1000)
    const closed = new Promise((resolve) => client.once('close', resolve))
    client.send('?')
    expect(await closed).toBe(4401)
  })
})
