import { Person, escaped, idOf } from '../support/person.js'
import { alice, running } from './shared-drive.js'

let bob: Person
beforeAll(async () => {
  bob = await Person.signedIn(running, 'bob@example.com')
})

async function folderWithFile(name: string): Promise<{ folder: string; file: string }> {
  const folder = await alice.newFolder(name)
  await alice.upload('Shared.txt', 'shared', { folder })
  return { folder, file: idOf(await alice.open(`/drive/folders/${folder}`), 'Shared.txt') }
}

test('two people see their own', async () => {
  const page = await bob.open('/drive')
  expect(page.text).toContain('Bob Yusupov')
  expect(page.text).toContain('Samarkand trip')
  const id = idOf(await alice.open('/drive'), 'Lighthouse.png')
  for (const path of [`/drive/files/${id}`, `/drive/files/${id}/content`, `/drive/files/${id}/image`]) {
    expect((await bob.open(path)).status).toBe(404)
  }
  expect((await bob.submit('/drive/rename', { item: `file:${id}`, name: 'Mine.png' })).status).toBe(404)
})

test('what is shared is offered as what one may do, first as a viewer, then as an editor, then not at all', async () => {
  const { folder, file } = await folderWithFile('For Bob')
  const share = { item: `folder:${folder}`, email: ' Bob@Example.com ', back: '/drive' }
  const shared = await alice.submit('/drive/share', { ...share, role: 'viewer' })
  expect(shared.text).toContain('bob@example.com')

  expect((await bob.open('/drive/shared')).text).toMatch(/For Bob[^]*from Alice Karimova · can view/)
  let page = await bob.open(`/drive/folders/${folder}`)
  expect(page.text).toContain('Shared with me')
  expect(page.text).not.toMatch(/New folder|\/drive\/upload|\/drive\/rename|formaction="\/drive\/trash"/)
  page = await bob.open(`/drive/files/${file}`)
  expect(page.text).toMatch(/\/content" download/)
  expect(page.text).not.toMatch(/\/drive\/(rename|share|replace|move)\?/)
  // What the page does not offer, the API does not do either.
  const refused = await bob.submit('/drive/rename', { item: `file:${file}`, name: 'Other.txt' })
  expect(refused.status).toBe(403)
  expect(refused.text).toContain('You may look at it, but not change it')
  const upload = await bob.upload('Mine.txt', 'x', { folder, json: true })
  expect(upload.status).toBe(403)
  expect((await bob.submit('/drive/trash', { item: `file:${file}` })).status).toBe(403)

  await alice.submit('/drive/share', { ...share, role: 'editor' })
  page = await bob.open(`/drive/folders/${folder}`)
  expect(page.text).toMatch(/New folder[^]*\/drive\/upload\?folder=/)
  expect(page.text).toMatch(/\/drive\/rename\?/)
  expect(page.text).not.toMatch(/\/drive\/share\?|Move to the trash/)
  expect((await bob.upload('From Bob.txt', 'x', { folder })).status).toBe(303)
  expect((await alice.open(`/drive/folders/${folder}`)).text).toContain('From Bob.txt')

  const inner = await bob.newFolder('Inner', folder)
  const picker = await bob.open(`/drive/move?item=file:${file}`)
  expect(picker.text).toContain('Inner')
  expect(picker.text).not.toContain('to=root')
  expect((await bob.submit('/drive/move', { item: `file:${file}`, to: inner })).status).toBe(200)

  const gone = await alice.submit('/drive/unshare', { item: `folder:${folder}`, email: 'bob@example.com' })
  expect(gone.text).toContain('Only you.')
  expect((await bob.open(`/drive/folders/${folder}`)).status).toBe(404)
  expect((await bob.open('/drive/shared')).text).toContain('Nobody shares anything with you')
})

test.each([
  ['alice@example.com', 'It is yours already'],
  ['nonsense', 'not an e-mail address'],
  ['"><script>alert(1)</script>@example.com', 'not an e-mail address'],
  ['../../trash', 'not an e-mail address'],
  [`${'a'.repeat(250)}@example.com`, 'not an e-mail address'],
])('with %j nothing is shared, and the form says why', async (email, words) => {
  const id = idOf(await alice.open('/drive'), 'Welcome.txt')
  const page = await alice.submit('/drive/share', { item: `file:${id}`, email, role: 'viewer' })
  expect(page.status).toBe(400)
  expect(page.text).toContain(words)
  expect(page.text).toContain(`value="${escaped(email)}"`)
  expect(page.text).toContain('Only you.')
})

test('a role that is none is refused', async () => {
  const id = idOf(await alice.open('/drive'), 'Welcome.txt')
  const fields = { item: `file:${id}`, email: 'bob@example.com', role: 'owner' }
  expect((await alice.submit('/drive/share', fields)).status).toBe(400)
})
