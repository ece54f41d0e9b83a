import { expectProblem, user } from '../support/drive.js'
import { drive } from './shared-drive.js'

const text = '0123456789'
let alice: ReturnType<typeof user>
let content: string
let etag: string

beforeAll(async () => {
  alice = user(drive, 'ranger')
  const { body } = await alice.upload('digits.txt', text).expect(201)
  content = `/files/${body.id}/content`
  etag = `"${body.sha256}"`
})

test('what answers to a download says that parts can be had', async () => {
  expect((await alice.get(content).expect(200)).headers['accept-ranges']).toBe('bytes')
  expect((await alice.head(content).expect(200)).headers['accept-ranges']).toBe('bytes')
})

test.each([
  ['bytes=0-3', 'bytes 0-3/10', '0123'],
  ['bytes=9-9', 'bytes 9-9/10', '9'],
  ['bytes=4-', 'bytes 4-9/10', '456789'],
  ['bytes=-2', 'bytes 8-9/10', '89'],
  ['bytes=8-100', 'bytes 8-9/10', '89'],
  ['bytes=-100', 'bytes 0-9/10', text],
])('Range: %s', async (range, contentRange, part) => {
  const answer = await alice.get(content).set('Range', range).expect(206)
  expect(answer.text).toBe(part)
  expect(answer.headers).toMatchObject({
    'content-range': contentRange,
    'content-length': String(part.length),
    'content-type': 'text/plain',
    'content-disposition': 'attachment; filename=digits.txt',
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    etag,
  })
})

test.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('Range: %s is no part of it: 416', async (range) => {
  const answer = await alice.get(content).set('Range', range)
  expectProblem(answer, 416)
  expect(answer.headers['content-range']).toBe('bytes */10')
  expect(answer.headers['content-disposition']).toBeUndefined()
})

test.each(['bytes=0-1,4-5', 'bytes=0-1,2-3', 'lines=1-2', 'bytes', 'bytes=a-b', 'bytes=3-1', '0-1'])(
  'Range: %s gets all of it',
  async (range) => {
    const answer = await alice.get(content).set('Range', range)
    expect([answer.status, answer.text]).toEqual([200, text])
    expect(answer.headers['content-range']).toBeUndefined()
  },
)

test('If-Range: a part only of the content that the client has a part of', async () => {
  const ask = (tag: string) => alice.get(content).set('Range', 'bytes=0-3').set('If-Range', tag)
  expect((await ask(etag).expect(206)).text).toBe('0123')
  for (const tag of ['"other"', `W/${etag}`, new Date().toUTCString()]) {
    expect((await ask(tag).expect(200)).text).toBe(text)
  }
})

test('If-None-Match is asked first, and HEAD knows no parts', async () => {
  await alice.get(content).set('Range', 'bytes=0-3').set('If-None-Match', etag).expect(304)
  await alice.get(content).set('Range', 'bytes=50-').set('If-None-Match', etag).expect(304)
  const head = await alice.head(content).set('Range', 'bytes=0-3').expect(200)
  expect(head.headers['content-length']).toBe('10')
})
