import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { EndedAccess } from '../../src/index.js'
import { appRoutes } from '../../src/routes/apps.js'
import type { Site } from '../../src/visit.js'

const issuer = 'http://127.0.0.1:4000'

/** The issuer and the API as the page sees them, in the order in which it asks them for something. */
function world() {
  const asked: (string | EndedAccess)[] = []
  const apps = ['photo-print', 'drive-web'].map((clientId) => ({
    clientId,
    name: clientId,
    uri: null,
    scopes: [],
    firstParty: clientId === 'drive-web',
    since: '2026-01-01T00:00:00.000Z',
    lastUsed: '2026-01-01T00:00:00.000Z',
  }))
  const signedIn = {
    claims: { sub: 'alice' },
    fetch: (url: string, { method }: { method: string }) => {
      if (method === 'GET') return Promise.resolve({ response: Response.json({ apps }) })
      asked.push(`${method} ${new URL(url).pathname}`)
      return Promise.resolve({ response: new Response(null, { status: 204 }) })
    },
  }
  const site = {
    options: {
      issuer,
      endAccess: (ended: EndedAccess) => {
        asked.push(ended)
        return Promise.resolve()
      },
    },
    signIn: { visitor: () => Promise.resolve({ status: 'signed_in', signedIn }) },
  } as unknown as Site
  return { asked, site }
}

async function takeBack(client: string) {
  const { asked, site } = world()
  const app = express()
  app.use((req, _res, next) => {
    Object.assign(req, { session: {} })
    next()
  })
  app.use('/drive', appRoutes(site))
  const failed: express.ErrorRequestHandler = (error: { status?: number }, _req, res, next) => {
    if (error.status === undefined) next(error)
    else res.status(error.status).end()
  }
  app.use(failed)
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { status } = await fetch(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/drive/apps/remove`,
      { method: 'POST', body: new URLSearchParams({ client }), redirect: 'manual' },
    )
    return { status, asked }
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

test('the tokens of an app end before its grant and after it: where the API fails, the app is still on the list', async () => {
  const ended = { issuer, subject: 'alice', clientId: 'photo-print' }
  expect(await takeBack('photo-print')).toEqual({
    status: 303,
    asked: [ended, 'DELETE /account/apps/photo-print', ended],
  })
})

test.each(['nobody', '..', '', 'x'.repeat(400)])(
  'for %j nothing is ended, and nothing remembered',
  async (client) => {
    expect(await takeBack(client)).toEqual({ status: 303, asked: [] })
  },
)

test('the page of the operator takes nothing back from itself', async () => {
  expect(await takeBack('drive-web')).toEqual({ status: 404, asked: [] })
})
