import { Person, escaped, idOf } from '../support/person.js'
import { RunningDrive } from '../support/running-drive.js'

jest.setTimeout(90_000)

let running: RunningDrive
let alice: Person

beforeAll(async () => {
  running = await RunningDrive.start({ MAX_UPLOAD_BYTES: String(3 * 1024 * 1024) })
  alice = await Person.signedIn(running)
})

afterAll(() => running.stop())

describe('the way in', () => {
  test('the address of the Drive leads people to the page, and the API stands beside it', async () => {
    const nobody = new Person(running)
    const welcome = await nobody.open('/')
    expect(welcome.url).toBe(`${running.url}/drive`)
    expect(welcome.text).toContain('Sign in to Drive')
    expect((await fetch(`${running.url}/files`)).status).toBe(401)
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200)
  })

  test.each([
    ['en', 'My files', 'Alice Karimova'],
    ['uz', 'Fayllarim', 'Alice Karimova'],
  ] as const)('who signs in sees their files, in %s', async (language, title, name) => {
    const person = await Person.signedIn(running, 'alice@example.com', language)
    const page = await person.open('/drive')
    expect(page.text).toContain(`<html lang="${language}"`)
    for (const text of [title, name, 'Trip plan.md', 'Lighthouse.png']) expect(page.text).toContain(text)
  })

  test('the browser has a session cookie, and no token is in a page', async () => {
    expect(alice.at.drive.cookieNames.filter((name) => name !== 'sample.language')).toEqual(['drive.session'])
    for (const path of ['/drive', '/drive/apps', '/drive/trash']) {
      expect((await alice.open(path)).text).not.toMatch(/eyJ[\w-]{10}/)
    }
  })

  test('pages forbid what is not their own, and are not kept', async () => {
    for (const path of ['/drive', '/drive/nothing']) {
      const { headers } = await alice.open(path)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test('a page that needs somebody sends to the issuer, and comes back to it', async () => {
    const person = new Person(running)
    const path = '/drive/search?q=trip'
    const page = await person.signIn(path)
    expect(page.url).toBe(running.url + path)
    expect(page.text).toContain('Trip plan.md')
  })

  test('who signs out here is asked for no password to come back; who signs out everywhere is asked', async () => {
    const person = await Person.signedIn(running)
    await person.submit('/drive/sign-out', { from: 'here' })
    expect((await person.open('/drive')).text).toContain('Sign in to Drive')
    const back = await person.goThroughSignIn(await person.open('/drive/sign-in'))
    expect(back.askedForPassword).toBe(false)
    const everywhere = await person.submit('/drive/sign-out', { from: 'everywhere' })
    expect(everywhere.url).toContain(`${running.issuer}/`)
    expect(everywhere.url).toContain('post_logout_redirect_uri=')
    expect((await person.open('/drive')).text).toContain('Sign in to Drive')
  })
})

describe('folders and files', () => {
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
})

test.each(['/', '/other.js', '/%2e%2e/package.json', '/..%2fpackage.json'])(
  'of the files of the pages, none but those in their folder: %s',
  async (path) => {
    expect((await alice.send('/drive/public/drive.css')).headers.get('content-type')).toMatch(/css/)
    expect((await alice.send(`/drive/public${path}`)).status).toBe(404)
  },
)

describe('what files hold', () => {
  test('text is shown as text, and a long one is cut', async () => {
    await alice.upload('Page.html', '<script>alert(1)</script>', { type: 'text/html' })
    await alice.upload('Long.txt', 'oʻzbekcha '.repeat(20_000))
    const list = await alice.open('/drive')
    const page = await alice.open(`/drive/files/${idOf(list, 'Page.html')}`)
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page.text).not.toContain('<script>alert')
    const long = await alice.open(`/drive/files/${idOf(list, 'Long.txt')}`)
    expect(long.text).toContain('The first 131 kB are shown')
    expect(long.text).not.toContain('\uFFFD')
    expect(long.text.length).toBeLessThan(200_000)
  })

  test('what is called text and holds zeros is no text', async () => {
    await alice.upload('Zero.txt', 'a\0b')
    const page = await alice.open(`/drive/files/${idOf(await alice.open('/drive'), 'Zero.txt')}`)
    expect(page.text).toContain('There is no preview')
  })

  test('pictures have a type of the list, are sandboxed, and can be asked for again', async () => {
    const id = idOf(await alice.open('/drive'), 'Lighthouse.png')
    const image = await alice.send(`/drive/files/${id}/image`)
    expect(image.status).toBe(200)
    expect(image.headers.get('content-type')).toBe('image/png')
    expect(image.headers.get('x-content-type-options')).toBe('nosniff')
    expect(image.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    const etag = image.headers.get('etag') ?? ''
    const again = await alice.send(`/drive/files/${id}/image`, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  test.each(['text/html', 'image/svg+xml; charset=utf-7', 'image/x-evil', 'application/javascript'])(
    'what was uploaded as %s is no picture, and a download is bytes',
    async (type) => {
      const name = `Odd ${type.replace(/\W/g, '-')}`
      await alice.upload(name, '<script>alert(1)</script>', { type })
      const id = idOf(await alice.open('/drive'), name)
      const image = await alice.send(`/drive/files/${id}/image`)
      if (type.startsWith('image/svg')) expect(image.headers.get('content-type')).toBe('image/svg+xml')
      else expect(image.status).toBe(404)
      const download = await alice.send(`/drive/files/${id}/content`)
      expect(download.headers.get('content-type')).toBe('application/octet-stream')
      expect(download.headers.get('content-disposition')).toMatch(/^attachment/)
      expect(download.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
      expect(download.headers.get('x-content-type-options')).toBe('nosniff')
    },
  )

  test('a stored file is no script and no style sheet of the pages', async () => {
    const id = idOf(await alice.open('/drive'), 'Welcome.txt')
    for (const destination of ['script', 'style', 'iframe', 'object', 'worker']) {
      const answer = await alice.send(`/drive/files/${id}/content`, {
        headers: { 'sec-fetch-dest': destination },
      })
      expect(answer.status).toBe(404)
    }
  })

  test('a part of a file can be asked for', async () => {
    const id = idOf(await alice.open('/drive'), 'Welcome.txt')
    const part = await alice.send(`/drive/files/${id}/content`, { headers: { range: 'bytes=0-3' } })
    expect(part.status).toBe(206)
    expect((await part.text()).length).toBe(4)
    const beyond = await alice.send(`/drive/files/${id}/content`, { headers: { range: 'bytes=99999-' } })
    expect(beyond.status).toBe(416)
  })
})

describe('uploads', () => {
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
    ['too large', 'Large.bin', 'x'.repeat(3 * 1024 * 1024 + 1), 413, 'The file is too large.'],
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
    const size = 3 * 1024 * 1024
    const refused = await alice.upload('..', 'x'.repeat(size), { json: true })
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
