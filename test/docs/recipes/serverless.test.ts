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
  interface Example {
    startApi: (
      read: () => Promise<string>,
    ) => Promise<{ explain(token: string): Promise<{ verdict: string }> }>
    saveKeySets: (write: (text: string) => Promise<void>) => Promise<void>
  }
  let example: Example
  beforeAll(async () => {
    example = await loadExample<Example>(exampleWith(page, 'restoreKeySets'))
  })
  const verdictOf = async (read: () => Promise<string>) =>
    (await (await example.startApi(read)).explain(issuer.token())).verdict

  test('a function begins with what the job has written, also while the issuer is down', async () => {
    let kept = ''
    await example.saveKeySets((text) => Promise.resolve(void (kept = text)))
    issuer.outage('unreachable')
    expect(await verdictOf(() => Promise.resolve(kept))).toBe('accepted')
    issuer.recover()
  })
  test('it starts where there is nothing to read, or nonsense', async () => {
    expect(await verdictOf(() => Promise.reject(new Error('away')))).toBe('accepted')
    expect(await verdictOf(() => Promise.resolve('<html>'))).toBe('accepted')
  })
  test('the job writes nothing when it has fetched nothing', async () => {
    issuer.outage('error')
    const write = jest.fn<Promise<void>, [string]>()
    await expect(example.saveKeySets(write)).rejects.toThrow()
    expect(write).not.toHaveBeenCalled()
    issuer.recover()
  })
})

describe('Workers', () => {
  interface Worker {
    fetch(request: Request, env?: object, ctx?: object): Promise<Response>
  }
  const ask = (worker: Worker, token: string, env?: object, ctx?: object) =>
    worker.fetch(
      new Request('https://api.example.com/files', { headers: { authorization: `Bearer ${token}` } }),
      env,
      ctx,
    )

  describe('that keeps requests open for a refresh', () => {
    let worker: Worker
    let asked: string[]
    const waitUntil = jest.fn<undefined, [Promise<unknown>]>()
    beforeAll(async () => {
      asked = []
      jest.mocked(fetch).mockImplementation((input) => {
        asked.push(new Request(input).url)
        return issuer.fetch(String(issuer.metadata.jwks_uri))
      })
      const wait = setTimeout
      jest
        .spyOn(globalThis, 'setTimeout')
        .mockImplementation((run, ms, ...values) => wait(run, ms === 6000 ? 0 : ms, ...values))
      worker = (await loadExample<{ default: Worker }>(exampleWith(page, 'waitUntil('))).default
    })
    beforeEach(() => waitUntil.mockReset())
    afterAll(() => {
      jest.mocked(Date.now).mockRestore()
      jest.mocked(setTimeout).mockRestore()
      jest.mocked(fetch).mockImplementation((input) => issuer.fetch(input))
    })
    const status = async (scope?: string) =>
      (await ask(worker, issuer.token(scope === undefined ? {} : { scope }), {}, { waitUntil })).status

    test('without keys a request is kept open, and asks for the keys alone', async () => {
      expect(await status(scope)).toBe(200)
      expect(waitUntil).toHaveBeenCalledTimes(1)
      expect(asked).toEqual(['https://auth.example.com/keys'])
    })
    test('with fresh keys it is not', async () => {
      expect(await status()).toBe(403)
      expect(waitUntil).not.toHaveBeenCalled()
    })
    test('when the refresh is due it is, and the refresh happens while it is open', async () => {
      const later = Date.now() + 500_000 // of ten minutes
      jest.spyOn(Date, 'now').mockReturnValue(later)
      const token = issuer.token({ scope, expiresInSeconds: 3600 })
      expect((await ask(worker, token, {}, { waitUntil })).status).toBe(200)
      expect(waitUntil).toHaveBeenCalledTimes(1)
      await waitUntil.mock.calls[0]?.[0]
      await new Promise(setImmediate)
      expect(asked.filter((url) => url.endsWith('/keys'))).toHaveLength(2)
    })
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
