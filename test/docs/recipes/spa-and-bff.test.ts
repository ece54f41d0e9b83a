import request from 'supertest'
import { exampleWith, loadExample } from '../load-example.js'
import { exampleIssuer, onlyReachable, type Reachable } from './support.js'

const page = 'docs/recipes/spa-and-bff.md'
const issuer = exampleIssuer()
let received: Request[]
const api: Reachable = {
  issuer: 'https://api.example.com',
  fetch: async (sent) => {
    received.push(sent)
    const headers = {
      'content-type': 'application/json',
      'set-cookie': 'api=1',
      'www-authenticate': 'Bearer',
    }
    return new Response(await sent.text(), { status: 201, headers })
  },
}
onlyReachable(issuer, api)
beforeEach(() => (received = []))

type App = Parameters<typeof request>[0]

describe('a page that calls the API', () => {
  let app: App
  beforeAll(async () => {
    app = (await loadExample<{ app: App }>(exampleWith(page, 'corsFields.allowed'))).app
  })
  const origin = 'https://app.example.com'

  test('a preflight needs no token, and allows what is needed', async () => {
    const { headers } = await request(app)
      .options('/files')
      .set({ Origin: origin, 'Access-Control-Request-Method': 'GET' })
      .expect(204)
    expect(headers['access-control-allow-origin']).toBe(origin)
    expect(headers['access-control-allow-headers']).toBe('Authorization,DPoP,Content-Type')
    expect(headers).not.toHaveProperty('access-control-allow-credentials')
  })
  test('the page can read a refusal', async () => {
    const { headers } = await request(app).get('/files').set('Origin', origin).expect(401)
    expect(headers['access-control-allow-origin']).toBe(origin)
    expect(headers['access-control-expose-headers']).toMatch('WWW-Authenticate')
  })
  test('a token in a cookie is none', async () => {
    const token = issuer.token({ scope: 'files.read' })
    await request(app).get('/files').set('Cookie', `access_token=${token}`).expect(401)
    await request(app).get('/files').set('Authorization', `Bearer ${token}`).expect(200)
  })
})

describe('what the page does with a refusal', () => {
  type NextStep = (response: Response) => object
  let nextStep: NextStep
  beforeAll(async () => {
    nextStep = (await loadExample<{ nextStep: NextStep }>(exampleWith(page, 'nextStep'))).nextStep
  })
  const refusal = (status: number, headers: Record<string, string>) =>
    nextStep(new Response(null, { status, headers }))
  const challenge = (rest: string) => ({
    'www-authenticate': `Bearer realm="https://api.example.com"${rest}`,
  })

  test.each([
    [
      401,
      challenge(', error="invalid_token", error_description="The access token expired"'),
      { step: 'refresh' },
    ],
    [401, challenge(''), { step: 'refresh' }],
    [
      403,
      challenge(', scope="files.read files.write", error="insufficient_scope"'),
      { step: 'ask-for-scope', scope: 'files.read files.write' },
    ],
    [
      401,
      challenge(', error="insufficient_user_authentication", acr_values="phr", max_age="300"'),
      { step: 'sign-in-again', acrValues: 'phr', maxAge: '300' },
    ],
    [503, { 'retry-after': '7' }, { step: 'wait', seconds: 7 }],
    [403, {}, { step: 'tell' }],
  ])('%i %j', (status, headers, expected) => {
    expect(refusal(status, headers)).toEqual(expected)
  })
})

describe('a backend for the frontend', () => {
  interface Example {
    createBff: (tokenOf: () => Promise<string | undefined>) => App
  }
  let createBff: Example['createBff']
  beforeAll(async () => {
    createBff = (await loadExample<Example>(exampleWith(page, 'createBff'))).createBff
  })
  const send = (token?: string) =>
    request(createBff(() => Promise.resolve(token)))
      .post('/api/files?page=2')
      .set({ Cookie: '__Host-session=1', 'Content-Type': 'application/json' })
      .send('{"name":"a"}')

  test('puts the token of the session on the request, and takes the cookie off', async () => {
    const answer = await send('token-of-the-session').set('X-Requested-By', 'app').expect(201)
    const [sent] = received
    expect(sent?.url).toBe('https://api.example.com/files?page=2')
    expect(sent?.headers.get('authorization')).toBe('Bearer token-of-the-session')
    expect(sent?.headers.get('cookie')).toBeNull()
    expect(answer.body).toEqual({ name: 'a' })
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect(answer.headers).not.toHaveProperty('www-authenticate')
  })
  test('another site gets nothing', async () => {
    await send('token-of-the-session').expect(403)
    expect(received).toEqual([])
  })
  test('nobody who is not signed in gets through', async () => {
    await send().set('X-Requested-By', 'app').expect(401)
    expect(received).toEqual([])
  })
  test('a path cannot lead to another host', async () => {
    const app = createBff(() => Promise.resolve('token-of-the-session'))
    const paths = [
      '/api//evil.example/files',
      '/api/https://evil.example/files',
      '/api/../evil.example/files',
    ]
    for (const path of paths) await request(app).get(path).set('X-Requested-By', 'app').expect(201)
    expect(received).toHaveLength(paths.length)
    for (const { url } of received) expect(new URL(url).origin).toBe('https://api.example.com')
  })
})
