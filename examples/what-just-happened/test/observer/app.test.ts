import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import supertest from 'supertest'
import { createObserver } from '../../src/observer/app.js'
import { StepLog } from '../../src/observer/step-log.js'
import { request, step } from '../support/steps.js'

const stepsKey = 'a-key-of-the-observer'
const origin = 'http://127.0.0.1:4500'
const authorization = `Bearer ${stepsKey}`

function observer() {
  const log = new StepLog()
  const app = createObserver({
    stepsKey,
    origin,
    log,
    parts: [{ name: 'Drive', url: 'http://127.0.0.1:4100' }],
  })
  const ask = supertest.agent(app).set('host', '127.0.0.1:4500')
  const tell = (steps: unknown[]) => ask.post('/steps').set({ authorization }).send({ steps })
  return { log, ask, tell }
}

test.each(['', 'Bearer another-key-of-16-or-more', `Basic ${stepsKey}`])(
  'the key %j opens nothing',
  async (value) => {
    const { log, ask } = observer()
    log.add([step()])
    await ask
      .post('/steps')
      .set('authorization', value)
      .send({ steps: [step()] })
      .expect(401)
    await ask.delete('/steps').set('authorization', value).expect(401)
    await ask.get('/panel').set('authorization', value).expect(401)
    expect(log.steps).toHaveLength(1)
  },
)

test('steps are shown in both languages, as a diagram', async () => {
  const { ask, tell } = observer()
  await tell([
    step({
      from: 'browser',
      to: 'authorization-server',
      request: request('GET', '/authorize', [{ name: 'client_id', value: 'photo-print' }]),
    }),
    step({
      to: 'authorization-server',
      request: request('POST', '/token', [{ name: 'grant_type', value: 'authorization_code' }]),
    }),
    step({ checks: [{ name: 'signature', ok: true, detail: 'made by the issuer' }] }),
  ]).expect(204)
  const english = await ask.get('/panel?language=en').set({ authorization }).expect(200)
  for (const text of [
    'The browser brings the request of Photo Print',
    'Photo Print exchanges the code for tokens',
    'The signature is right',
  ])
    expect(english.text).toContain(text)
  const uzbek = await ask.get('/panel?language=uz').set({ authorization }).expect(200)
  for (const text of [
    'Photo Print kodni tokenlarga almashtiradi',
    'Imzo toʻgʻri',
    'Ruxsat serveri',
    'Tekshiruvlar',
  ])
    expect(uzbek.text).toContain(text)
  expect(english.text).not.toMatch(/style=|<script|onclick/)
  expect((await ask.get('/').set('cookie', 'sample.language=uz')).text).toContain('Hozir nima boʻldi')
})

test('what came from outside never becomes markup', async () => {
  const bad = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
  const field = { name: bad, value: bad }
  const { ask, tell } = observer()
  await tell([
    step({
      request: {
        method: '<b>',
        path: bad,
        parameters: [field, { name: 'client_id', value: bad }],
        headers: [field],
      },
      answer: { status: 303, headers: [{ name: 'Location', value: bad }, field], body: [field] },
      tokens: [{ name: bad, header: [field], claims: [field], signature: bad }],
      checks: [{ name: bad, ok: false, detail: bad }],
      refusal: { code: bad, detail: bad, hint: bad },
    }),
  ])
  for (const path of ['/panel?language=en', '/panel?language=uz', '/']) {
    const { text } = await ask.get(path).set({ authorization }).expect(200)
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toMatch(/<script>|<img|<b>/)
  }
})

test('what both ends tell of one exchange is one step', async () => {
  const { log, tell } = observer()
  const id = 'abcdefabcdefabcd'
  await tell([step({ id, from: 'client', checks: [{ name: 'aud', ok: true }], time: 1002 })])
  await tell([step({ id, part: 'photo-print', time: 1000, to: 'server' })])
  expect(log.steps).toMatchObject([
    { id, from: 'photo-print', to: 'drive', time: 1000, checks: [{ name: 'aud' }] },
  ])
})

test('who tells of several exchanges under one name has several steps, each with a name of its own', async () => {
  const { log, tell } = observer()
  const id = 'abcdefabcdefabcd'
  await tell([step({ id, from: 'client' }), step({ id, from: 'client' })])
  await tell([step({ id, part: 'authorization-server', from: 'client', to: 'authorization-server' })])
  expect(log.steps.map(({ to }) => to)).toEqual(['drive', 'drive', 'authorization-server'])
  expect(new Set(log.steps.map((one) => one.id)).size).toBe(3)
})

test('a client is called by its name, whatever that is', async () => {
  const { ask, tell } = observer()
  const parameters = [{ name: 'client_id', value: 'constructor' }]
  await tell([
    step({
      from: 'browser',
      to: 'authorization-server',
      request: request('GET', '/authorize', parameters),
    }),
  ])
  const { text } = await ask.get('/panel?language=en').set({ authorization }).expect(200)
  expect(text).toContain('The browser brings the request of constructor:')
})

test('refusals alone, with where the standards speak of them', async () => {
  const { ask, tell } = observer()
  await tell([
    step({ request: request('GET', '/fine') }),
    step({
      request: request('POST', '/files'),
      answer: { status: 403, headers: [], body: [] },
      refusal: { code: 'insufficient_scope' },
    }),
  ])
  const { text } = await ask.get('/panel?language=en&refusals').set({ authorization }).expect(200)
  expect(text).toContain('insufficient_scope')
  expect(text).toContain('https://www.rfc-editor.org/rfc/rfc6750#section-3.1')
  expect(text).not.toContain('/fine')
})

test('many equal steps are one line', async () => {
  const { ask, tell } = observer()
  await tell(
    Array.from({ length: 30 }, (_, index) =>
      step({ request: request('GET', `/files/${index}abc…/content`) }),
    ),
  )
  const { text } = await ask.get('/panel?language=en').set({ authorization })
  expect(text.match(/class="seen-step/g)).toHaveLength(1)
  expect(text).toContain('30 times')
})

test('memory is bounded, in steps and in what a step may hold', async () => {
  const { log, tell } = observer()
  for (let sent = 0; sent < 6; sent++) await tell(Array.from({ length: 100 }, () => step())).expect(204)
  expect(log.steps).toHaveLength(400)
  await tell(Array.from({ length: 101 }, () => step())).expect(400)
  await tell([step({ request: request('GET', 'x'.repeat(2_000_000)) })]).expect(413)
  const before = log.version
  await tell([
    step({ request: request('GET', 'x'.repeat(1000)) }),
    { id: 'none' },
    { ...step(), from: 'mallory' },
  ]).expect(204)
  expect(log.steps.some(({ request: { path } }) => path.length > 700)).toBe(false)
  expect(log.version).toBeGreaterThan(before)
})

test.each(['', 'no JSON', '[]', '{"steps":1}'])('the message %j is none', async (body) => {
  const { ask } = observer()
  await ask.post('/steps').set({ authorization, 'content-type': 'application/json' }).send(body).expect(400)
})

test('what has not changed is not sent again', async () => {
  const { ask, tell } = observer()
  await tell([step()])
  const { headers } = await ask.get('/panel?language=en').set({ authorization }).expect(200)
  const again = () => ask.get('/panel?language=en').set({ authorization, 'if-none-match': headers.etag! })
  await again().expect(304)
  await tell([step()])
  await again().expect(200)
})

test('Clear forgets everything; only the page itself may ask for it', async () => {
  const { log, ask, tell } = observer()
  await tell([step()])
  await ask.post('/clear').set('sec-fetch-site', 'same-site').expect(403)
  await ask.post('/clear').set('origin', 'http://127.0.0.1:4200').expect(403)
  expect(log.steps).toHaveLength(1)
  await ask.post('/clear').set('sec-fetch-site', 'same-origin').expect(303)
  expect(log.steps).toHaveLength(0)
  await tell([step()])
  await ask.delete('/steps').set({ authorization }).expect(204)
  expect((await ask.get('/')).text).toContain('Nothing has happened yet')
})

test('a page elsewhere whose name leads here sees nothing, and nothing on the page is from elsewhere', async () => {
  const { ask } = observer()
  await ask.get('/').set('host', 'evil.example:4500').expect(403)
  await ask.get('/').set('host', 'localhost:4500').expect(302).expect('location', 'http://127.0.0.1:4500/')
  await ask.post('/clear').set('host', 'localhost:4500').expect(403)
  const { headers } = await ask.get('/').expect(200)
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).not.toContain('unsafe')
})

const folder = join(__dirname, '..', '..', 'public')

test.each(readdirSync(folder).filter((name) => name.endsWith('.css')))(
  'the design of the panel has the sheet %s',
  async (name) => {
    const { text } = await observer().ask.get('/what-just-happened/panel.css').expect(200)
    expect(text).toContain(readFileSync(join(folder, name), 'utf8'))
  },
)
