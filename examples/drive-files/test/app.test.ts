import { resourceServer } from '@qalqon/express'
import { createTestIssuer } from '@qalqon/testing'
import request from 'supertest'
import { createApp } from '../src/app.js'
import type { Drive } from '../src/files/drive.js'
import { everyScope, expectProblem } from './support/drive.js'

const issuer = createTestIssuer()
const token = `Bearer ${issuer.token({ subject: 'alice', scope: everyScope })}`
const logged: [string, Readonly<Record<string, unknown>> | undefined][] = []

/** Without a database: what is asked here never gets that far, or is to fail there. */
function app(
  drive: Partial<Drive> = {},
  checkDatabase: () => Promise<void> = () => Promise.resolve(),
  hasMetadata = false,
) {
  logged.length = 0
  const api = resourceServer(issuer.options)
  return createApp({
    api,
    metadata: hasMetadata ? api.metadata() : undefined,
    drive: drive as Drive,
    maxUploadBytes: 1000,
    checkDatabase,
    log: (...line) => logged.push([line[0], line[1]]),
  })
}

describe('GET /healthz', () => {
  test('200 for everybody while the database answers', async () => {
    const response = await request(app()).get('/healthz').expect(200, { status: 'ok' })
    expect(response.headers['cache-control']).toBe('no-store')
  })

  test('503 when it does not, and the reason goes to the log alone', async () => {
    const broken = app({}, () => Promise.reject(new Error('password of drive refused')))
    await request(broken).get('/healthz').expect(503, { status: 'unavailable' })
    expect(logged).toMatchObject([['health_check_failed', { error: 'password of drive refused' }]])
  })

  test('503 when it does not answer at all', async () => {
    await request(app({}, () => new Promise(() => undefined)))
      .get('/healthz')
      .expect(503)
  })
})

test('the metadata is for everybody, where it is served', async () => {
  const path = '/.well-known/oauth-protected-resource'
  await request(app()).get(path).expect(401)
  const open = app({}, undefined, true)
  expect((await request(open).get(path).expect(200)).body).toMatchObject({ resource: issuer.audience })
  const { headers } = await request(open).get('/files').expect(401)
  expect(headers['www-authenticate']).toContain(`resource_metadata="${issuer.audience}${path}"`)
})

test('an unknown address: 401 without a token, 404 with one', async () => {
  await request(app()).get('/nothing').expect(401)
  expectProblem(await request(app()).get('/nothing').set('Authorization', token), 404)
})

test.each([
  ['put', '/files', 'GET, HEAD, POST'],
  ['delete', '/files', 'GET, HEAD, POST'],
  ['post', '/files/1', 'GET, HEAD, PATCH, DELETE'],
  ['patch', '/files/1/content', 'GET, HEAD, PUT'],
  ['post', '/trash', 'GET, HEAD, DELETE'],
  ['get', '/trash/1', 'DELETE'],
  ['get', '/trash/1/restore', 'POST'],
  ['put', '/folders', 'GET, HEAD, POST'],
  ['post', '/folders/1', 'GET, HEAD, PATCH, DELETE'],
  ['post', '/files/1/shares', 'GET, HEAD'],
  ['get', '/folders/1/shares/bob@example.com', 'PUT, DELETE'],
  ['post', '/shared', 'GET, HEAD'],
] as const)('%s %s: 405 with what is allowed', async (method, path, allow) => {
  const response = await request(app())[method](path).set('Authorization', token)
  expectProblem(response, 405)
  expect(response.headers.allow).toBe(allow)
})

test('what nobody expected: 500 with a fixed text, and the whole story in the log', async () => {
  const list = () => Promise.reject(new Error('secret detail', { cause: new Error('deeper') }))
  const files = { list } as unknown as Drive['files']
  const response = await request(app({ files })).get('/files').set('Authorization', token)
  expect(expectProblem(response, 500)).toEqual({
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    detail: 'Something went wrong on our side. Please try again later.',
    instance: expect.stringMatching(/^urn:uuid:/),
  })
  expect(logged).toMatchObject([
    ['request_failed', { method: 'GET', path: '/files', error: 'secret detail', cause: { error: 'deeper' } }],
  ])
  expect(JSON.stringify(logged)).not.toContain(token.slice(20))
})

test('no answer says what the server runs on', async () => {
  const response = await request(app()).get('/healthz')
  expect(response.headers['x-powered-by']).toBeUndefined()
})
