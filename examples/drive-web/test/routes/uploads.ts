import { idOf, Person } from '../support/person.js'
import { mostUploadBytes } from '../support/running-drive.js'
import { alice, running } from './shared-drive.js'

test('without a script, and with one', async () => {
  const plain = await alice.upload('Plain.txt', 'plain')
  expect(plain.status).toBe(303)
  expect(plain.headers.get('location')).toBe('/drive')
  const scripted = await alice.upload('Scripted.txt', 'scripted', { json: true })
  expect(scripted.status).toBe(201)
  const page = await alice.open('/drive')
  for (const name of ['Plain.txt', 'Scripted.txt']) expect(page.text).toContain(name)
})

test.each([
  ['too large', 'Large.bin', 'x'.repeat(mostUploadBytes + 1), 413, 'The file is too large.'],
  ['empty', 'Empty.txt', '', 400, 'Choose a file that is not empty.'],
  ['a bad name', 'a/b.txt', 'x', 400, 'A name has 1 to 255 characters'],
])('%s: refused in words', async (_what, name, content, status, words) => {
  const scripted = await alice.upload(name, content, { json: true })
  expect(scripted.status).toBe(status)
  expect(((await scripted.json()) as { message: string }).message).toContain(words)
  const plain = await alice.upload(name, content)
  expect(plain.status).toBe(status)
  expect(await plain.text()).toContain(words)
})

test('a refusal reaches whoever is still sending, and the next upload works', async () => {
  const refused = await alice.upload('..', 'x'.repeat(mostUploadBytes), { json: true })
  expect(refused.status).toBe(400)
  expect((await alice.upload('After.txt', 'x', { json: true })).status).toBe(201)
})

test('into a folder that is not there, and a form that is none', async () => {
  const nowhere = { folder: '00000000-0000-4000-8000-000000000000', json: true }
  expect((await alice.upload('a.txt', 'a', nowhere)).status).toBe(404)
  const noForm = await alice.send('/drive/upload', { method: 'POST', body: 'a=b' })
  expect(noForm.status).toBe(400)
})

test('a new version takes the place of the content', async () => {
  await alice.upload('Draft.txt', 'first')
  const id = idOf(await alice.open('/drive'), 'Draft.txt')
  const body = new FormData()
  body.append('file', new Blob(['second'], { type: 'text/plain' }), 'whatever.txt')
  const replaced = await alice.send(`/drive/replace?item=file:${id}&back=/drive`, { method: 'POST', body })
  expect(replaced.headers.get('location')).toBe('/drive')
  expect((await alice.open(`/drive/files/${id}`)).text).toContain('second')
})

test('who is not signed in any more comes back to the folder, with a script or without', async () => {
  const here = `/drive/folders/${await alice.newFolder('Later')}?sort=-name`
  const action = /action="(\/drive\/upload[^"]*)"/.exec((await alice.open(here)).text)?.[1] ?? ''
  const nobody = new Person(running)
  const upload = (accept: string) => {
    const body = new FormData()
    body.append('file', new Blob(['x'], { type: 'text/plain' }), 'a.txt')
    return nobody.send(action.replaceAll('&amp;', '&'), { method: 'POST', body, headers: { accept } })
  }
  const scripted = await upload('application/json')
  expect(scripted.status).toBe(401)
  expect(await scripted.json()).toEqual({ location: `/drive/sign-in?back=${encodeURIComponent(here)}` })

  const sent = await upload('text/html')
  for (const cookie of sent.headers.getSetCookie()) nobody.at.drive.keep(cookie)
  const login = await nobody.at.issuer.open(sent.headers.get('location') ?? '')
  const { page } = await nobody.goThroughSignIn(login)
  expect(page.url).toBe(running.url + here)
  expect(page.text).toContain('please do it once more')
})
