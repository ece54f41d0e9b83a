// What a user of the packed tarballs does, in JavaScript.
import assert from 'node:assert/strict'
import { serve } from '@hono/node-server'
import { getAuth, requireScope, resourceServer } from '@qalqon/hono'
import { createTestIssuer } from '@qalqon/testing'
import { Hono } from 'hono'

const issuer = createTestIssuer()
const app = new Hono()
app.use(resourceServer(issuer.options))
app.get('/files', requireScope('files.read'), (c) => c.json({ owner: getAuth(c).subject }))

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, async ({ port }) => {
  const url = `http://127.0.0.1:${port}/files`
  const get = (token) => fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  assert.equal((await get()).status, 401)
  assert.equal((await get(issuer.token({ scope: 'other' }))).status, 403)
  const answer = await get(issuer.token({ scope: 'files.read', subject: 'ann' }))
  assert.deepEqual(await answer.json(), { owner: 'ann' })
  server.close()
  console.log('hono: ok')
})
