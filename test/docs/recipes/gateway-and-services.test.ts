import request from 'supertest'
import { exampleWith, loadExample } from '../load-example.js'
import { exampleIssuer, onlyReachable, type Reachable } from './support.js'

const page = 'docs/recipes/gateway-and-services.md'
const issuer = exampleIssuer()

/** What the service was sent, and what it answers. */
let received: Request[]
let status: number
const service: Reachable = {
  issuer: 'https://thumbnails.example.com',
  fetch: (sent) => {
    received.push(sent)
    return Promise.resolve(Response.json({ thumbnail: 1 }, { status }))
  },
}
let exchanged: URLSearchParams[]
let grants: boolean
const issuerWithTokens: Reachable = {
  issuer: issuer.issuer,
  fetch: async (sent) => {
    if (!sent.url.endsWith('/token')) return issuer.fetch(sent)
    expect(sent.headers.get('authorization')).toMatch(/^Basic /)
    exchanged.push(new URLSearchParams(await sent.text()))
    return grants ? Response.json({ access_token: 'for-thumbnails' }) : Response.json({}, { status: 400 })
  },
}
onlyReachable(service, issuerWithTokens)
beforeEach(() => {
  received = []
  exchanged = []
  status = 200
  grants = true
})

type App = Parameters<typeof request>[0]
const load = async (text: string) => (await loadExample<{ app: App }>(exampleWith(page, text))).app
const get = (app: App, token: string) =>
  request(app).get('/files/7/thumbnail').set('Authorization', `Bearer ${token}`)

test('a token is passed on to the one host', async () => {
  const app = await load("const { token = '' } = getAuth(req)")
  const token = issuer.token()
  await get(app, token).expect(200)
  expect(received.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([
    ['https://thumbnails.example.com/thumbnails/7', `Bearer ${token}`],
  ])
})

test('a refusal of the service is a 502', async () => {
  status = 401
  await get(await load("const { token = '' } = getAuth(req)"), issuer.token()).expect(502)
})

describe('the exchange', () => {
  test('gives the service a token of its own, and not the one of the client', async () => {
    const token = issuer.token({ scope: 'files.read' })
    await get(await load('token-exchange'), token).expect(200)
    expect(Object.fromEntries(exchanged[0]!)).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token,
      audience: 'https://thumbnails.example.com',
      scope: 'thumbnails.read',
    })
    expect(received[0]?.headers.get('authorization')).toBe('Bearer for-thumbnails')
  })
  test('happens for nobody who may not use the route', async () => {
    await get(await load('token-exchange'), issuer.token()).expect(403)
    expect(exchanged).toEqual([])
  })
  test('that fails calls no service', async () => {
    grants = false
    jest.spyOn(console, 'error').mockReturnValue(undefined) // Express writes the error to the log
    await get(await load('token-exchange'), issuer.token({ scope: 'files.read' })).expect(500)
    expect(received).toEqual([])
  })
})

describe('the service', () => {
  const own = exampleIssuer('https://thumbnails.example.com')
  let app: App
  beforeAll(async () => {
    jest.mocked(fetch).mockImplementation(own.fetch)
    app = (await loadExample<{ thumbnails: App }>(exampleWith(page, 'byGateway'))).thumbnails
  })
  const call = (claims: object) =>
    request(app)
      .get('/thumbnails/7')
      .set('Authorization', `Bearer ${own.token({ scope: 'thumbnails.read', claims: { ...claims } })}`)

  test('takes what the gateway does for a user, and no other', async () => {
    await call({ act: { sub: 'gateway' } }).expect(200)
    await call({ act: { sub: 'another' } }).expect(403)
    await call({ act: null }).expect(403)
    await call({}).expect(403)
  })
})
