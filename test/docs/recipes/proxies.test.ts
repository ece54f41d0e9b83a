import { authorize, createDpopProver } from '@qalqon/testing'
import request from 'supertest'
import { exampleWith, loadExample } from '../load-example.js'
import { exampleIssuer, onlyReachable } from './support.js'

const page = 'docs/recipes/proxies.md'
const issuer = exampleIssuer('https://api.example.com/v1')
onlyReachable(issuer)

type App = Parameters<typeof request>[0]

describe('the public URL', () => {
  let app: App
  beforeAll(async () => {
    app = (await loadExample<{ app: App }>(exampleWith(page, 'publicUrl'))).app
  })
  const prover = createDpopProver({ clock: issuer.clock })
  const token = issuer.token({ boundTo: prover })
  const proved = (url: string) => {
    const { authorization, dpop } = prover.headers({ method: 'GET', url, token })
    return request(app).get('/files').set({ Authorization: authorization, DPoP: dpop })
  }

  test('a proof is for what clients see, without the prefix that the proxy takes away', async () => {
    const publicUrl = 'https://api.example.com/v1'
    await authorize(request(app).get('/files'), token, { prover, publicUrl }).expect(200)
  })
  test('a proof for the inner address, or a name that the client has written, is refused', async () => {
    await proved('http://127.0.0.1:3000/files').expect(401)
    await proved('https://evil.example/v1/files').set('X-Forwarded-Host', 'evil.example').expect(401)
    await proved('https://evil.example/files').set('Host', 'evil.example').expect(401)
  })
  test('the metadata are where clients look', async () => {
    const { body } = await request(app).get('/.well-known/oauth-protected-resource/v1').expect(200)
    expect(body).toMatchObject({ resource: 'https://api.example.com/v1' })
  })
})

test('answers say that they are private, and refusals that nobody keeps them', async () => {
  const other = exampleIssuer()
  jest.spyOn(globalThis, 'fetch').mockImplementation(other.fetch)
  const { app } = await loadExample<{ app: App }>(exampleWith(page, "'Cache-Control', 'private'"))
  const files = request(app).get('/files')
  await files.set('Authorization', `Bearer ${other.token()}`).expect(200).expect('Cache-Control', 'private')
  await request(app).get('/files').expect(401).expect('Cache-Control', 'no-store')
})
