import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTestIssuer } from '@qalqon/testing'
import express from 'express'
import { getAuth, resourceServer, type DpopOptions } from '../../src/index.js'

/** An API on loopback that takes tokens bound to a key. Its clock is that of the machine, as clients have it, and what a test adds. */
export async function boundApi(dpop: DpopOptions) {
  const app = express()
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = createTestIssuer({ audience: origin })
  const state = { aheadSeconds: 0 }
  const clock = () => Math.floor(Date.now() / 1000) + state.aheadSeconds
  app.use(resourceServer({ ...issuer.options, clock, dpop }).requireScope('read'))
  app.get('/x', (req, res) => {
    res.json(getAuth(req).confirmation)
  })
  return {
    url: new URL('/x?a=1', origin),
    state,
    tokenFor: (jkt: string) => issuer.token({ scope: 'read', claims: { cnf: { jkt } } }),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
