import { Person, idOf } from './support/person.js'
import { RunningDrive } from './support/running-drive.js'

/** What happens to a session when time goes by and the issuer is away. Each test goes on where the one before has stopped. */

jest.setTimeout(90_000)

let running: RunningDrive
let alice: Person

beforeAll(async () => {
  running = await RunningDrive.start()
  alice = await Person.signedIn(running)
})

afterAll(() => running.stop())

test('who has signed in long ago signs in again before something is deleted for good, and comes back to finish it', async () => {
  await running.ageSignIns(600)
  await alice.submit('/drive/sign-out', { from: 'here' })
  const back = await alice.goThroughSignIn(await alice.open('/drive/sign-in'))
  expect(back.askedForPassword).toBe(false)

  const id = idOf(await alice.open('/drive'), 'Welcome.txt')
  await alice.submit('/drive/trash', { item: `file:${id}`, back: '/drive' })
  const sent = await alice.submit('/drive/delete', { item: `file:${id}` })
  expect(new URL(sent.url).origin).toBe(running.issuer)
  expect(new URL(sent.url).searchParams.get('max_age')).toBe('300')

  const { page, askedForPassword } = await alice.goThroughSignIn(sent)
  expect(askedForPassword).toBe(true)
  expect(page.text).toContain('You have signed in again.')
  // Coming back has deleted nothing.
  expect((await alice.open('/drive/trash')).text).toContain('Welcome.txt')
  const deleted = await alice.submit('/drive/delete', { item: `file:${id}` })
  expect(deleted.text).toContain('It is deleted for good.')
})

test('a script is told where to go instead of being sent to the issuer', async () => {
  await running.ageSignIns(600)
  await alice.submit('/drive/sign-out', { from: 'here' })
  await alice.goThroughSignIn(await alice.open('/drive/sign-in'))
  const answer = await alice.send('/drive/delete', {
    method: 'POST',
    body: new URLSearchParams({ all: '1' }),
    headers: { accept: 'application/json' },
  })
  expect(await answer.json()).toEqual({
    location: '/drive/sign-in?back=%2Fdrive%2Fdelete%3Fall%3D1%26again%3D1&max_age=300',
  })
})

test('a script without a session is told as well, and a picture gets no page', async () => {
  const nobody = new Person(running)
  const upload = await nobody.upload('a.txt', 'a', { json: true })
  expect(upload.status).toBe(401)
  expect(await upload.json()).toEqual({ location: '/drive/sign-in?back=%2Fdrive' })
  const id = idOf(await alice.open('/drive'), 'Lighthouse.png')
  const image = await nobody.send(`/drive/files/${id}/image`, { headers: { 'sec-fetch-dest': 'image' } })
  expect(image.status).toBe(401)
})

test('while the issuer is away a session goes on, and nobody new gets in', async () => {
  const somebody = new Person(running, undefined, 'uz')
  const callback = await somebody.answerIssuer(await somebody.open('/drive/sign-in'))
  await running.stopIssuer()
  expect((await alice.open('/drive')).status).toBe(200)
  const apps = await alice.open('/drive/apps')
  expect([200, 503]).toContain(apps.status)

  const page = await somebody.open(callback.url)
  expect(page.status).toBe(503)
  expect(page.headers.get('retry-after')).toBe('5')
  expect(page.text).toContain('Ruxsat serveri javob bermayapti')
  await running.startIssuer()
  const again = /href="([^"]+)"[^>]*>[^]*?Qayta urinish/.exec(
    page.text.slice(page.text.indexOf('actions')),
  )?.[1]
  const { page: back } = await somebody.goThroughSignIn(await somebody.open(again ?? ''))
  expect(back.text).toContain('Fayllarim')
})

test('nothing of a token was logged', () => {
  expect(running.log.join('\n')).not.toMatch(/eyJ[\w-]{10}/)
  expect(running.log.join('\n')).not.toContain('page_failed')
})
