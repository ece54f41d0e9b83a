// What a user of the packed tarballs does, in JavaScript.
import assert from 'node:assert/strict'
import { getAuth, resourceServer } from '@qalqon/koa'
import { createTestIssuer } from '@qalqon/testing'
import Koa from 'koa'

const issuer = createTestIssuer()
const api = resourceServer(issuer.options)
const app = new Koa()
app.use(api.requireScope('files.read'))
app.use((ctx) => {
  ctx.body = { owner: getAuth(ctx).subject }
})

const server = app.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}/`
  const get = (token) => fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  const refused = await get()
  assert.equal(refused.status, 401)
  assert.match(refused.headers.get('www-authenticate'), /scope="files.read"/)
  const answer = await get(issuer.token({ scope: 'files.read', subject: 'ann' }))
  assert.deepEqual(await answer.json(), { owner: 'ann' })
  server.close()
  console.log('koa: ok')
})
