import { Browser, formAction } from 'sample-system/browser'
import { Secrets } from './support/secrets.js'
import { WatchedSample } from './support/watched-sample.js'

jest.setTimeout(60_000)

let sample: WatchedSample
let secrets: Secrets

beforeAll(async () => {
  secrets = new Secrets()
  sample = await WatchedSample.start()
})
afterAll(async () => {
  secrets.restore()
  await sample.stop()
})

/** The steps with a path, when the parts have told all they have to tell. */
async function stepsAt(path: string, method = 'GET') {
  await sample.watched.recorder.settled()
  return sample.log.steps.filter(({ request }) => request.path === path && request.method === method)
}

/** Waits until a step is told that the other process tells. */
async function eventually<T>(look: () => T | undefined): Promise<T> {
  for (
    const end = Date.now() + 10_000;
    Date.now() < end;
    await new Promise((resolve) => setImmediate(resolve))
  ) {
    const found = look()
    if (found !== undefined) return found
  }
  throw new Error('it was never told')
}

test('a whole sign-in, calls, a refresh and refusals: every step is told, and no secret', async () => {
  const { client: clientUrl, issuer: issuerUrl } = sample.urls
  const [client, issuer] = [new Browser(clientUrl), new Browser(issuerUrl)]
  let page = await issuer.open((await client.open('/begin')).url)
  page = await issuer.submit(formAction(page, 'login')!, {
    email: 'alice@example.com',
    password: 'wrong password',
  })
  page = await issuer.submit(formAction(page, 'login')!, { email: 'alice@example.com', password: 'password' })
  page = await issuer.submit(formAction(page, 'consent')!, { decision: 'allow' })
  await client.open(page.url)
  expect(JSON.parse((await client.open('/files')).text)).toEqual({ status: 200 })
  expect(JSON.parse((await client.open('/files?method=POST')).text)).toEqual({ status: 403 })
  await client.open('/refresh')
  await fetch(`${sample.urls.drive}/files`)
  const made = ['{"alg":"RS256","typ":"at+jwt"}', '{"sub":"mallory"}', 'signature'].map((part) =>
    Buffer.from(part).toString('base64url'),
  )
  await fetch(`${sample.urls.drive}/files`, { headers: { authorization: `Bearer ${made.join('.')}` } })
  await sample.watched.recorder.settled()

  const tokens = await eventually(() =>
    sample.log.steps.find(
      ({ request, answer }) => request.path === '/token' && (answer?.body.length ?? 0) > 0,
    ),
  )
  expect(tokens).toMatchObject({ from: 'photo-print', to: 'authorization-server', answer: { status: 200 } })
  expect(tokens.tokens.map(({ name }) => name).sort()).toEqual(['DPoP', 'access_token', 'id_token'])
  expect(tokens.request.parameters).toContainEqual({ name: 'grant_type', value: 'authorization_code' })
  await eventually(() =>
    sample.log.steps.find(({ request }) => request.parameters.some(({ value }) => value === 'refresh_token')),
  )

  const [callback] = await stepsAt('/callback')
  expect(callback).toMatchObject({ from: 'browser', to: 'photo-print' })
  expect(callback?.checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['state', 'id_token signature', 'iss', 'aud', 'exp', 'nonce']),
  )

  // Not even a part of one, in what the observer holds or shows.
  expect(secrets.all.length).toBeGreaterThan(30)
  const everything = await sample.everything()
  expect(secrets.shownIn(everything)).toEqual([])
  expect(everything).not.toContain('wrong password')
  expect(everything).not.toContain('photo-print-sample-secret')
})

test('the Drive shows every check that it made, proof and scope among them', async () => {
  const called = (await stepsAt('/files')).filter(({ to }) => to === 'drive')
  const [accepted, refused] = [
    called.find(({ answer }) => answer?.status === 200)!,
    (await stepsAt('/files', 'POST')).find(({ to }) => to === 'drive')!,
  ]
  expect(accepted.from).toBe('photo-print')
  expect(accepted.refusal).toBeUndefined()
  expect(accepted.checks.every(({ ok }) => ok === true)).toBe(true)
  expect(accepted.checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'iss',
      'signature',
      'aud',
      'exp',
      'typ',
      'cnf',
      'proof htm, htu',
      'proof ath',
      'proof jti',
      'revocation',
      'scope',
    ]),
  )
  expect(refused).toMatchObject({
    from: 'photo-print',
    answer: { status: 403 },
    refusal: { code: 'insufficient_scope' },
  })
  expect(refused.checks.filter(({ ok }) => ok === false)).toMatchObject([{ name: 'scope' }])
})

test('a request without a token, and one with a token that is none, are refused for what they lack', async () => {
  const codes = (await stepsAt('/files')).map(({ refusal }) => refusal?.code)
  expect(codes).toEqual(expect.arrayContaining(['credentials_missing', 'issuer_missing']))
})

test('the pages of the issuer have the panel, in their language', async () => {
  const page = await new Browser(sample.urls.issuer).open('/')
  expect(page.text).toContain('id="steps"')
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
  for (const [language, text] of [
    ['en', 'exchanges the code for tokens'],
    ['uz', 'kodni tokenlarga almashtiradi'],
  ] as const) {
    const fragment = await fetch(`${sample.urls.issuer}/what-just-happened?language=${language}`)
    expect(fragment.status).toBe(200)
    expect(await fragment.text()).toContain(text)
    const etag = fragment.headers.get('etag')!
    expect(etag).toMatch(/^".+"$/)
  }
  expect(
    (await fetch(`${sample.urls.issuer}/what-just-happened/panel.js`)).headers.get('content-type'),
  ).toContain('javascript')
})

test('Clear is for pages of the part alone', async () => {
  const clear = (headers: Record<string, string>) =>
    fetch(`${sample.urls.client}/what-just-happened/clear`, { method: 'POST', headers })
  expect((await clear({ origin: sample.urls.drive })).status).toBe(403)
  expect(sample.log.steps.length).toBeGreaterThan(0)
  expect((await clear({ origin: sample.urls.client })).status).toBe(200)
})
