// What a user of the packed tarballs does, in JavaScript.
import assert from 'node:assert/strict'
import { logEventsTo } from '@qalqon/core/logging'
import { getAuth, requireScope, resourceServer } from '@qalqon/express'
import { createTestIssuer } from '@qalqon/testing'
import express from 'express'

const issuer = createTestIssuer()
const app = express()
const lines = []
const log = (fields, message) => lines.push([fields.code, message])
const tell = logEventsTo({ debug: log, info: log, warn: log, error: log })
const faults = []
const onEvent = (event) => {
  if (event.fault) faults.push(event.fault)
  tell(event)
}
app.use(resourceServer({ ...issuer.options, onEvent }))
app.get('/files', requireScope('files.read'), (req, res) => res.json({ owner: getAuth(req).subject }))

const server = app.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}/files`
  const get = (token) => fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  assert.equal((await get()).status, 401)
  assert.equal((await get(issuer.token({ scope: 'other' }))).status, 403)
  const answer = await get(issuer.token({ scope: 'files.read', subject: 'ann' }))
  assert.deepEqual(await answer.json(), { owner: 'ann' })
  assert.deepEqual(lines[0], ['credentials_missing', 'request refused: credentials_missing'])
  assert.equal(faults[0].name, 'TokenFault')
  assert.match(String(faults[0]), /^TokenFault: /)
  assert.throws(() => resourceServer({}), { name: 'ConfigurationFault' })
  server.close()
  console.log('express: ok')
})
