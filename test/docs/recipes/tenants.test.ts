import { createTestIssuer } from '@qalqon/testing'
import request from 'supertest'
import { exampleWith, loadExample } from '../load-example.js'
import { exampleIssuer, onlyReachable } from './support.js'

const page = 'docs/recipes/tenants.md'
const audience = 'https://api.example.com'
const acme = createTestIssuer({ issuer: 'https://login.example.com/acme', audience })
const initech = createTestIssuer({ issuer: 'https://sso.initech.example', audience })
const shared = exampleIssuer()
onlyReachable(acme, initech, shared)

type App = Parameters<typeof request>[0]
const scope = 'files.read'

describe('an issuer for each tenant', () => {
  let app: App
  beforeAll(async () => {
    app = (await loadExample<{ app: App }>(exampleWith(page, 'ofTenant'))).app
  })
  const get = (path: string, token: string) => request(app).get(path).set('Authorization', `Bearer ${token}`)

  test('users see their own tenant', async () => {
    const { body } = await get('/acme/files', acme.token({ scope, subject: 'alice' })).expect(200)
    expect(body).toEqual({ tenant: 'acme', owner: 'alice' })
    await get('/initech/files', initech.token({ scope })).expect(200)
  })
  test('another tenant does not exist for them', async () => {
    await get('/initech/files', acme.token({ scope })).expect(404)
    await get('/nobody/files', acme.token({ scope })).expect(404)
  })
  test('an issuer that is in no table is refused, and not fetched from', async () => {
    const stranger = createTestIssuer({ issuer: 'https://login.example.com/other', audience })
    await get('/acme/files', stranger.token({ scope })).expect(401)
    expect(stranger.requests.urls).toEqual([])
  })
})

describe('one issuer, and a claim', () => {
  let app: App
  beforeAll(async () => {
    app = (await loadExample<{ app: App }>(exampleWith(page, 'org_id }'))).app
  })
  const get = (token: string) => request(app).get('/files').set('Authorization', `Bearer ${token}`)

  test('the tenant comes out of the token', async () => {
    const token = shared.token({ scope, subject: 'alice', claims: { org_id: 'acme' } })
    const { body } = await get(token).set('X-Tenant-Id', 'initech').expect(200)
    expect(body).toEqual({ tenant: 'acme', owner: 'alice' })
  })
  test('a token without a tenant is refused', async () => {
    await get(shared.token({ scope })).expect(401)
    await get(shared.token({ scope, claims: { org_id: '' } })).expect(401)
  })
})

test('queries name issuer and subject', async () => {
  type Query = [text: string, values: unknown[]]
  interface Example {
    filesOf: (
      database: object,
      token: object,
    ) => { list(): Promise<unknown[]>; find(id: string): Promise<unknown> }
  }
  const { filesOf } = await loadExample<Example>(exampleWith(page, 'filesOf'))
  const queries: Query[] = []
  const query = (...asked: Query) => {
    queries.push(asked)
    return Promise.resolve({ rows: ['row'] })
  }
  const files = filesOf({ query }, { issuer: 'https://auth.example.com', subject: 'alice' })
  expect([await files.list(), await files.find('7')]).toEqual([['row'], 'row'])
  for (const [text, values] of queries) {
    expect(text).toMatch('where issuer = $1 and subject = $2')
    expect(values.slice(0, 2)).toEqual(['https://auth.example.com', 'alice'])
  }
})
