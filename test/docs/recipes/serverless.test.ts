import { exampleWith, loadExample } from '../load-example.js'
import { exampleIssuer, onlyReachable } from './support.js'

const page = 'docs/recipes/serverless.md'
const issuer = exampleIssuer()
onlyReachable(issuer)
beforeEach(() => issuer.requests.reset())

const scope = 'files.read'

describe('AWS Lambda', () => {
  type Handler = (
    event: object,
    context: object,
  ) => Promise<{ statusCode: number; body: string; headers: object }>
  let handler: Handler
  beforeAll(async () => {
    handler = (await loadExample<{ handler: Handler }>(exampleWith(page, 'hono/aws-lambda'))).handler
  })
  /** What API Gateway hands over, in its version 2.0. */
  const call = (headers: Record<string, string>) =>
    handler(
      {
        version: '2.0',
        routeKey: '$default',
        rawPath: '/files',
        rawQueryString: '',
        headers: { host: 'api.example.com', ...headers },
        requestContext: { domainName: 'api.example.com', http: { method: 'GET', path: '/files' } },
        isBase64Encoded: false,
      },
      {},
    )

  test('an event with a good token is answered, and the keys are fetched once for all of them', async () => {
    for (const subject of ['alice', 'bob']) {
      const answer = await call({ authorization: `Bearer ${issuer.token({ scope, subject })}` })
      expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([200, { owner: subject }])
    }
    expect(issuer.requests.jwks).toBe(1)
  })
  test('an event without one gets a challenge that leads to the metadata', async () => {
    const answer = await call({})
    expect(answer.statusCode).toBe(401)
    expect(answer.headers).toMatchObject({
      'www-authenticate': expect.stringContaining('resource_metadata=') as string,
    })
  })
})

describe('saved key sets', () => {
  interface Api {
    requireScope(scope: string): object
    explain(token: string): Promise<{ ok: boolean }>
  }
  type StartApi = (shelf: object) => Promise<Api>
  let startApi: StartApi
  beforeAll(async () => {
    startApi = (await loadExample<{ startApi: StartApi }>(exampleWith(page, 'restoreKeySets'))).startApi
  })

  test('the first instance puts them on the shelf, and the next begins with them', async () => {
    let kept: string | undefined
    const shelf = {
      read: () => Promise.resolve(kept),
      write: (text: string) => Promise.resolve(void (kept = text)),
    }
    await startApi(shelf)
    expect(kept).toMatch('"kid":"k1"')

    issuer.outage('unreachable')
    const next = await startApi(shelf)
    expect(await next.explain(issuer.token())).toMatchObject({ ok: true })
    issuer.recover()
  })
  test('an outage at the first start, or of the shelf, is no reason not to start', async () => {
    issuer.outage('error')
    const shelf = {
      read: () => Promise.reject(new Error('away')),
      write: () => Promise.reject(new Error('away')),
    }
    const api = await startApi(shelf)
    issuer.recover()
    expect(api.requireScope(scope)).toBeDefined()
  })
})

describe('Workers', () => {
  interface Worker {
    fetch(request: Request, env?: object): Promise<Response>
  }
  const ask = (worker: Worker, token: string, env?: object) =>
    worker.fetch(
      new Request('https://api.example.com/files', { headers: { authorization: `Bearer ${token}` } }),
      env,
    )

  test('a worker with the address of the keys asks for nothing else', async () => {
    const example = exampleWith(page, 'https://auth.example.com/keys')
    const worker = (await loadExample<{ default: Worker }>(example)).default
    const keys = jest
      .mocked(fetch)
      .mockImplementationOnce(() => issuer.fetch(String(issuer.metadata.jwks_uri)))
    expect((await ask(worker, issuer.token({ scope }))).status).toBe(200)
    expect(keys).toHaveBeenLastCalledWith('https://auth.example.com/keys', expect.anything())
    expect((await ask(worker, issuer.token())).status).toBe(403)
  })
  test('one with its settings in env is made once', async () => {
    const worker = (await loadExample<{ default: Worker }>(exampleWith(page, 'env.ISSUER'))).default
    const env = { ISSUER: issuer.issuer, AUDIENCE: issuer.audience }
    const answer = await ask(worker, issuer.token({ subject: 'alice' }), env)
    expect(await answer.json()).toEqual({ owner: 'alice' })
    expect((await ask(worker, issuer.token(), env)).status).toBe(200)
    expect(issuer.requests.jwks).toBe(1)
  })
})
