import formBody from '@fastify/formbody'
import { createTestIssuer } from '@qalqon/testing'
import fastify, { type FastifyInstance } from 'fastify'
import { getAuth, resourceServer } from '../src/index.js'

const issuer = createTestIssuer()
const api = () => resourceServer({ ...issuer.options, bearerMethods: ['header', 'body'] })

let app: FastifyInstance
beforeEach(() => {
  app = fastify()
})
afterEach(() => app.close())

const post = (fields: Record<string, string>, url = '/x') =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
const access_token = () => issuer.token({ scope: 'write', subject: 'alice' })

test('6750-2.2-b: forms are read without a parser, and behind that of @fastify/formbody', async () => {
  await app.register(async (child) => {
    await child.register(api())
    child.post('/bare', (request) => [getAuth(request).subject, request.body])
  })
  await app.register(async (child) => {
    await child.register(formBody)
    await child.register(api())
    child.post('/parsed', (request) => [getAuth(request).subject, request.body])
  })
  for (const url of ['/bare', '/parsed']) {
    const token = access_token()
    expect((await post({ a: '1', access_token: token }, url)).json()).toEqual([
      'alice',
      { a: '1', access_token: token },
    ])
    expect((await post({ a: '1' }, url)).statusCode).toBe(401)
    expect((await post({}, url)).statusCode).toBe(401)
  }
})

test('6750-2.2-b: a guard that stands alone reads forms behind their parser, and says so elsewhere', async () => {
  await app.register(formBody)
  const errors: unknown[] = []
  app.setErrorHandler((error, _request, reply) => {
    errors.push(error)
    return reply.code(500).send()
  })
  const guard = api().requireScope('write')
  app.post('/late', { preValidation: guard }, (request) => getAuth(request).subject)
  app.post('/later', { preHandler: guard }, (request) => getAuth(request).subject)
  app.post('/early', { onRequest: guard }, (request) => getAuth(request).subject)
  expect((await post({ access_token: access_token() }, '/late')).body).toBe('alice')
  expect((await post({ access_token: access_token() }, '/later')).body).toBe('alice')
  expect((await post({ access_token: access_token() }, '/early')).statusCode).toBe(500)
  expect(errors).toMatchObject([{ name: 'ConfigurationFault', option: 'bearerMethods' }])
})
