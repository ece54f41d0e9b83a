import { idOf } from '../support/person.js'
import { alice } from './shared-drive.js'

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

test('a stored picture is a picture, and nothing else of a page', async () => {
  const id = idOf(await alice.open('/drive'), 'Lighthouse.png')
  const statuses = ['image', 'document', 'iframe', 'script', 'style', 'object'].map(async (destination) => {
    const headers = { 'sec-fetch-dest': destination }
    return (await alice.send(`/drive/files/${id}/image`, { headers })).status
  })
  expect(await Promise.all(statuses)).toEqual([200, 200, 404, 404, 404, 404])
})

test('a part of a file can be asked for', async () => {
  const id = idOf(await alice.open('/drive'), 'Welcome.txt')
  const part = await alice.send(`/drive/files/${id}/content`, { headers: { range: 'bytes=0-3' } })
  expect(part.status).toBe(206)
  expect((await part.text()).length).toBe(4)
  const beyond = await alice.send(`/drive/files/${id}/content`, { headers: { range: 'bytes=99999-' } })
  expect(beyond.status).toBe(416)
})
