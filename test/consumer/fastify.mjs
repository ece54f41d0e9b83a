// What a user of the packed tarballs does, in JavaScript.
import assert from 'node:assert/strict'
import { getAuth, requireScope, resourceServer } from '@qalqon/fastify'
import { createTestIssuer } from '@qalqon/testing'
import fastify from 'fastify'

const issuer = createTestIssuer()
const app = fastify()
await app.register(resourceServer(issuer.options))
app.get('/files', { preHandler: requireScope('files.read') }, (request) => ({
  owner: getAuth(request).subject,
}))
app.get('/photos', { config: { access: { scope: ['photos.read'] } } }, () => [])
assert.throws(() => app.get('/x', { config: { access: { scopes: [] } } }, () => []), {
  name: 'ConfigurationFault',
})

const get = (url, token) => app.inject({ url, headers: token ? { authorization: `Bearer ${token}` } : {} })
const refused = await get('/photos')
assert.equal(refused.statusCode, 401)
assert.match(refused.headers['www-authenticate'], /scope="photos.read"/)
const token = issuer.token({ scope: 'files.read', subject: 'ann' })
assert.deepEqual((await get('/files', token)).json(), { owner: 'ann' })
assert.equal((await get('/photos', token)).statusCode, 403)
await app.close()
console.log('fastify: ok')
