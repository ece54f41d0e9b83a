import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTestIssuer } from '@qalqon/testing'
import express from 'express'
import { WebSocket, WebSocketServer } from 'ws'
import { getAuth, resourceServer } from '../src/index.js'

const issuer = createTestIssuer()
const headers = { authorization: `Bearer ${issuer.token({ subject: 'alice' })}` }
const api = resourceServer({ ...issuer.options })
const sockets = new WebSocketServer({ noServer: true })
let server: Server
let port: number
/** Lets the server look again at the stream that is open. */
let look: () => void

beforeAll(async () => {
  const app = express()
  app.use(api)
  app.get('/events', (req, res) => {
    res.type('text/event-stream').write(`data: ${getAuth(req).subject}\n\n`)
    look = () => {
      void api.recheck(req).then(({ ok }) => {
        if (ok) res.write('data: still there\n\n')
        else res.end()
      })
    }
  })
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  server.on('upgrade', (request, socket, head) => {
    void api.authorizeUpgrade(request, socket).then((outcome) => {
      if (outcome.ok) sockets.handleUpgrade(request, socket, head, (client) => client.close(4000))
    })
  })
})
afterAll(() => {
  sockets.close()
  server.closeAllConnections()
  server.close()
})

test('a WebSocket is let through or refused beside an app', async () => {
  const client = new WebSocket(`ws://127.0.0.1:${port}`, { headers })
  expect((await once(client, 'close'))[0]).toBe(4000)
  const [error] = (await once(new WebSocket(`ws://127.0.0.1:${port}`), 'error')) as [Error]
  expect(error.message).toMatch(/401/)
})

test('a stream of events ends when its token is revoked', async () => {
  const [response] = (await once(get({ port, path: '/events', headers }), 'response')) as [IncomingMessage]
  response.setEncoding('utf8')
  expect((await once(response, 'data'))[0]).toBe('data: alice\n\n')
  await api.revoke({ issuer: issuer.issuer, subject: 'alice' }, issuer.clock() + 1000)
  look()
  await once(response.resume(), 'end')
})
