import request from 'supertest'
import { createTestIssuer } from '../../packages/testing/src/index.js'
import { examples } from './examples/examples.js'
import { runExample, type Run } from './examples/run-example.js'

describe.each(['README.md', 'docs/index.md'])('the first example of %s', (document) => {
  const issuer = createTestIssuer({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
  let run: Run

  beforeAll(async () => {
    const example = examples().find((one) => one.document === document)!
    run = await runExample(example, [], { fetch: issuer.fetch })
    expect(run.origins).toHaveLength(1)
  })
  afterAll(() => run.stop())

  const files = () => request(run.origins[0]!).get('/files')
  const get = (token: string) => files().set('Authorization', `Bearer ${token}`)

  test('lets a token with the scope through', async () => {
    const { body } = await get(issuer.token({ scope: 'files.read', subject: 'alice' })).expect(200)
    expect(body).toEqual({ owner: 'alice' })
  })

  test('refuses a token without the scope', () => get(issuer.token()).expect(403))
  test('refuses a token for another API', () => get(issuer.forAnotherAudience()).expect(401))
  test('refuses a request without a token', () => files().expect(401))
})
