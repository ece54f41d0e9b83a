import { escaped, idOf } from '../support/person.js'
import { alice, running } from './shared-drive.js'

test('a folder is made, filled, renamed, moved into another one, and found', async () => {
  const outer = await alice.newFolder('Outer')
  const inner = await alice.newFolder('Inner')
  expect((await alice.upload('Note.md', '# A note', { type: 'text/markdown', folder: inner })).status).toBe(
    303,
  )
  const page = await alice.open(`/drive/folders/${inner}`)
  expect(page.text).toContain('Note.md')
  const note = idOf(page, 'Note.md')

  const back = `/drive/folders/${inner}`
  const renamed = await alice.submit('/drive/rename', { item: `file:${note}`, name: 'Plan.md', back })
  expect(renamed.url).toBe(running.url + back)
  expect(renamed.text).toContain('The new name is saved.')
  expect(renamed.text).toContain('Plan.md')

  const picker = await alice.open(`/drive/move?item=folder:${inner}&back=/drive`)
  expect(picker.text).toContain('Outer')
  const moved = await alice.submit('/drive/move', { item: `folder:${inner}`, to: outer, back: '/drive' })
  expect(moved.text).toContain('Moved.')
  const inside = await alice.open(`/drive/folders/${inner}`)
  expect(inside.text).toMatch(new RegExp(`My files[^]*href="/drive/folders/${outer}"[^]*Inner`))

  const found = await alice.open('/drive/search?q=plan')
  expect(found.text).toContain('Plan.md')
  expect((await alice.open('/drive/search?q=nothing+like+it')).text).toContain('Nothing found')

  const cycle = await alice.submit('/drive/move', { item: `folder:${outer}`, to: inner, back: '/drive' })
  expect(cycle.status).toBe(409)
  expect(cycle.text).toContain('cannot be moved into itself')
})

test.each(['', 'a/b', 'a\\b', '..', 'x'.repeat(256)])('the name %j is refused in words', async (name) => {
  const refused = await alice.submit('/drive/new-folder', { name, back: '/drive' })
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('A name has 1 to 255 characters')
  expect(refused.text).toContain(`value="${name}"`)
})

test('sorted and paged lists hold everything once', async () => {
  const folder = await alice.newFolder('Many')
  const names = Array.from({ length: 60 }, (_, n) => `${String(n).padStart(2, '0')}.txt`)
  for (const name of names) await alice.upload(name, name, { folder })
  const first = await alice.open(`/drive/folders/${folder}?sort=-name`)
  const more = /href="([^"]+)" data-more/.exec(first.text)?.[1] ?? ''
  const second = await alice.open(more.replaceAll('&amp;', '&'))
  const listed = [first, second].flatMap(({ text }) =>
    [...text.matchAll(/item-name">(\d\d\.txt)</g)].map(([, name]) => name),
  )
  expect(listed).toEqual([...names].reverse())
  expect(second.text).not.toContain('data-more>')
  expect(first.text).toMatch(/aria-sort="descending"/)

  // From the last file of a page to the first of the next, and no further than that back.
  const last = /href="(\/drive\/files\/[^"]+)"[^>]*>[^]{0,400}?item-name">10\.txt</.exec(
    first.text.slice(first.text.indexOf('11.txt')),
  )?.[1]
  const page = await alice.open((last ?? '').replaceAll('&amp;', '&'))
  expect(page.text).toContain('<h1 aria-current="page">10.txt</h1>')
  const next = /rel="next"\s+href="([^"]+)"/.exec(page.text)?.[1] ?? ''
  expect((await alice.open(next.replaceAll('&amp;', '&'))).text).toContain(
    '<h1 aria-current="page">09.txt</h1>',
  )
  const previous = /rel="prev"\s+href="([^"]+)"/.exec(page.text)?.[1] ?? ''
  expect((await alice.open(previous.replaceAll('&amp;', '&'))).text).toContain('>11.txt</h1>')

  expect((await alice.open(`/drive/folders/${folder}?files=nonsense`)).status).toBe(400)
})

test('what is trashed can be undone, restored, and deleted for good', async () => {
  await alice.upload('Old.txt', 'old')
  const id = idOf(await alice.open('/drive'), 'Old.txt')
  const trashed = await alice.submit('/drive/trash', { item: `file:${id}`, back: '/drive' })
  expect(trashed.text).toContain('It is in the trash.')
  expect(trashed.text).toContain(`name="item" value="file:${id}"`)
  expect((await alice.open('/drive/trash')).text).toContain('Old.txt')
  const restored = await alice.submit('/drive/restore', { item: `file:${id}`, back: '/drive' })
  expect(restored.text).toContain('It is back.')
  // Said once.
  expect((await alice.open('/drive')).text).not.toContain('It is back.')

  await alice.submit('/drive/trash', { item: `file:${id}`, back: '/drive' })
  expect((await alice.open(`/drive/delete?item=file:${id}`)).text).toContain('cannot be brought back')
  const deleted = await alice.submit('/drive/delete', { item: `file:${id}` })
  expect(deleted.text).toContain('It is deleted for good.')
  expect((await alice.submit('/drive/restore', { item: `file:${id}`, back: '/drive' })).status).toBe(404)
  const emptied = await alice.submit('/drive/delete', { all: '1' })
  expect(emptied.text).toContain('The trash is empty')
})

test('several at once, and one that is gone does not stand in the way of the others', async () => {
  for (const name of ['One.txt', 'Two.txt', 'Three.txt']) await alice.upload(name, name)
  const page = await alice.open('/drive')
  const [one, two, three] = ['One.txt', 'Two.txt', 'Three.txt'].map((name) => `file:${idOf(page, name)}`)
  await alice.submit('/drive/trash', { item: one!, back: '/drive' })
  const body = new URLSearchParams([one!, two!, three!].map((item) => ['item', item]))
  const answer = await alice.send('/drive/trash', {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
  })
  expect(await answer.json()).toEqual({ location: '/drive' })
  const notice = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('drive.notice='))
  const said = await alice.send('/drive', {
    headers: { cookie: `${alice.at.drive.cookies.join('; ')}; ${notice!.split(';', 1)[0]!}` },
  })
  expect(await said.text()).toContain('2 items are in the trash. It did not work for 1.')
})

test.each([
  ['/drive/files/00000000-0000-4000-8000-000000000000', 404],
  ['/drive/files/nonsense', 404],
  ['/drive/folders/nonsense', 404],
  ['/drive/rename?item=nonsense', 400],
  ['/drive/move', 400],
  ['/drive/nothing', 404],
  ['/drive/files/%E0%A4%A', 404],
])('%s: %d, and a page that says so', async (path, status) => {
  const page = await alice.open(path)
  expect(page.status).toBe(status)
  expect(page.text).toMatch(/There is nothing here|This form cannot be read/)
  expect(page.text).not.toMatch(/node_modules|\.ts:\d/)
})

test('names of all kinds are text on every page', async () => {
  const name = `"><img src=x onerror=alert(1)>'&amp;`
  const folder = await alice.newFolder(name)
  await alice.upload(`${name}.txt`, 'x', { folder })
  const inside = await alice.open(`/drive/folders/${folder}`)
  const id = idOf(inside, `${name}.txt`)
  const pages = [
    '/drive',
    `/drive/folders/${folder}`,
    `/drive/files/${id}`,
    `/drive/rename?item=folder:${folder}&back=/drive`,
    `/drive/move?item=file:${id}`,
    `/drive/share?item=file:${id}`,
    `/drive/replace?item=file:${id}`,
    `/drive/search?q=${encodeURIComponent(name)}`,
  ]
  for (const path of pages) {
    const { status, text } = await alice.open(path)
    expect(status).toBe(200)
    expect(text).toContain(escaped(name))
    expect(text).not.toContain('<img src=x')
  }
})
