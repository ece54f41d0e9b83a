import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { idOf, json, type FakeDrive } from '../support/fake-drive.js'
import { onStage } from '../support/on-stage.js'
import { wordsOf, type Stage, type Visitor } from '../support/stage.js'

jest.setTimeout(60_000)
let drive: FakeDrive
let stage: Stage

onStage('photo-print', (on) => ({ drive, stage } = on))
beforeEach(() => {
  drive.reset()
  stage.ahead = 0
  stage.events.length = 0
  stage.log.length = 0
})

describe('a Drive that cannot be reached', () => {
  test.each<[string, FakeDrive['answer']]>([
    ['breaks off', (req) => void req.socket.destroy()],
    ['fails', (_req, res) => void res.writeHead(500).end()],
    ['is busy', (_req, res) => void res.writeHead(503).end()],
    ['is something else', (_req, res) => void res.end('<h1>Hello</h1>')],
    ['tells of no files', (_req, res) => json(res, { files: 'none' })],
    ['never ends', (_req, res) => void res.end(Buffer.alloc(2 * 1024 * 1024, ' '))],
  ])('%s: a page explains and offers to try again, and the session goes on', async (_name, answer) => {
    const visitor = await stage.connected()
    drive.answer = answer
    const page = await visitor.open('/photos?q=sea')
    expect(page.status).toBe(503)
    expect(page.headers.get('retry-after')).toBe('5')
    expect(wordsOf(page)).toContain('The Drive does not answer')
    expect(page.text).toContain('href="/photos?q=sea"')
    await visitor.speak('uz')
    expect(wordsOf(await visitor.open('/photos'))).toContain('Drive javob bermayapti')
    drive.reset()
    expect((await visitor.open('/photos')).status).toBe(200)
  })
})

describe('a Drive that does not take the token', () => {
  test('once: it is refreshed, and nobody notices', async () => {
    const visitor = await stage.connected()
    const tokens = new Set<string>()
    drive.answer = (req, res) => {
      tokens.add(req.headers.authorization ?? '')
      if (tokens.size === 1) res.writeHead(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }).end()
      else json(res, { files: [], next: null })
    }
    expect((await visitor.open('/photos')).status).toBe(200)
    expect(tokens.size).toBe(2)
  })

  test('always: the person is asked to connect again', async () => {
    const visitor = await stage.connected()
    drive.answer = (_req, res) => {
      res.writeHead(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }).end()
    }
    drive.requests.length = 0
    const page = await visitor.open('/photos')
    expect(drive.requests).toHaveLength(2)
    expect(page.url).toBe(`${stage.url}/`)
    expect(wordsOf(page)).toContain('Connect again to go on')
    expect(wordsOf(await visitor.post('/write'))).toContain('Connect again to go on')
  })
})

test('a picture that cannot be had leads to no page, and takes no notice away', async () => {
  const response = await fetch(`${stage.url}/photos/${crypto.randomUUID()}`, {
    headers: { 'sec-fetch-dest': 'image' },
    redirect: 'manual',
  })
  expect(response.status).toBe(403)
})

test('nor does one for which there is no token any more', async () => {
  const visitor = await stage.connected()
  await visitor.post('/disconnect')
  const response = await fetch(`${stage.url}/photos/${crypto.randomUUID()}`, {
    headers: { 'sec-fetch-dest': 'image', cookie: visitor.browser.cookies.join('; ') },
    redirect: 'manual',
  })
  expect(response.status).toBe(403)
  expect(wordsOf(await visitor.open('/'))).not.toContain('Connect again to go on')
})

describe('a picture under way', () => {
  /** The answer of the Drive, some of which has come. */
  const begun = () =>
    new Promise<ServerResponse>((resolve) => {
      drive.answer = (_req, res) => {
        res.writeHead(200, { 'Content-Type': 'image/png' }).write('some of it')
        resolve(res)
      }
    })
  const pictureFor = ({ browser }: Visitor, signal: AbortSignal | null = null) =>
    fetch(`${stage.url}/photos/${idOf(1)}`, { headers: { cookie: browser.cookies.join('; ') }, signal })

  test('that the browser leaves ends at the Drive too, and is no trouble', async () => {
    const visitor = await stage.connected()
    const leave = new AbortController()
    const atDrive = begun()
    await (await pictureFor(visitor, leave.signal)).body!.getReader().read()
    const ended = once(await atDrive, 'close')
    leave.abort()
    await ended
    expect((await visitor.open('/')).status).toBe(200)
    expect(stage.log).toEqual([])
  })

  test('that the browser leaves before the Drive has answered is none either', async () => {
    const visitor = await stage.connected()
    const leave = new AbortController()
    const atDrive = new Promise<ServerResponse>((resolve) => (drive.answer = (_req, res) => resolve(res)))
    const left = expect(pictureFor(visitor, leave.signal)).rejects.toThrow('aborted')
    const ended = once(await atDrive, 'close')
    leave.abort()
    await Promise.all([left, ended])
    expect((await visitor.open('/')).status).toBe(200)
    expect(stage.log).toEqual([])
  })

  test('that the Drive has not sent when the browser leaves: trouble of the Drive is told all the same', async () => {
    const visitor = await stage.connected()
    const leave = new AbortController()
    const atDrive = new Promise<ServerResponse>((resolve) => (drive.answer = (_req, res) => resolve(res)))
    const headers = { cookie: visitor.browser.cookies.join('; ') }
    const left = expect(fetch(`${stage.url}/photos`, { headers, signal: leave.signal })).rejects.toThrow(
      'aborted',
    )
    const answer = await atDrive
    leave.abort()
    await left
    // By then the application has seen the browser go.
    expect((await visitor.open('/')).status).toBe(200)
    answer.destroy()
    while (stage.log.length === 0) await setImmediate()
    expect(stage.log).toEqual(['drive_unavailable'])
  })

  test('that breaks off at the Drive breaks off here too, and the log says so', async () => {
    const visitor = await stage.connected()
    const atDrive = begun()
    const picture = await pictureFor(visitor)
    ;(await atDrive).destroy()
    await expect(picture.arrayBuffer()).rejects.toThrow('terminated')
    expect(stage.log).toEqual(['drive_unavailable'])
  })
})

test('what fails here is said without a word of how it is made', async () => {
  const visitor = await stage.connected()
  stage.broken = true
  const page = await visitor.open('/tokens')
  stage.broken = false
  expect(page.status).toBe(500)
  expect(stage.log).toEqual(['failed'])
  expect(page.text).not.toMatch(/at .*\.ts|Error:|node_modules/)
})

describe('an issuer that cannot be reached', () => {
  test('the pages go on with the token that there is; then one explains, and the session is kept', async () => {
    const visitor = await stage.connected()
    await stage.sample.stop('authorizationServer')
    expect((await visitor.open('/photos')).status).toBe(200)
    stage.ahead = 600_000
    const page = await visitor.open('/photos')
    expect(page.status).toBe(503)
    expect(wordsOf(page)).toContain('The authorization server does not answer')
    const tokens = await visitor.open('/tokens')
    expect([tokens.status, wordsOf(tokens)]).toEqual([200, expect.stringContaining('no_connection')])
    expect((await visitor.post('/sign-out-everywhere')).url).toMatch(`${stage.sample.issuer}/end-session?`)
    expect(stage.events.map(({ type }) => type)).toContain('revocation_failed')
    expect((await visitor.open('/tokens')).url).toBe(`${stage.url}/`)
  })
})
