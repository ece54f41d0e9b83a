// What a user of the packed tarballs does with ts-jest, which makes CommonJS of everything: the one line of jest.config.json is enough.
import { getAuth, requireScope, resourceServer } from '@qalqon/express'
import { createTestIssuer } from '@qalqon/testing'
import { createTestCertificate } from '@qalqon/testing/certificate'
import '@qalqon/testing/jest'
import express from 'express'
import request from 'supertest'

const issuer = createTestIssuer()
const app = express()
app.use(resourceServer({ ...issuer.options, mtls: 'allowed' }))
app.get('/files', requireScope('files.read'), (req, res) => {
  res.json({ owner: getAuth(req).subject })
})
const send = (token: string) => request(app).get('/files').set('Authorization', `Bearer ${token}`)

test('the kit, its matchers and the middleware work together', async () => {
  expect((await send(issuer.token({ scope: 'files.read', subject: 'alice' }))).body).toEqual({
    owner: 'alice',
  })
  expect(await send(issuer.token())).toRequireScope('files.read')
  const boundTo = createTestCertificate()
  expect(await send(issuer.token({ scope: 'files.read', boundTo }))).toBeUnauthorized({
    code: 'invalid_token',
  })
})
