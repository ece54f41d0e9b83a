import { PNG } from 'pngjs'
import { idOf, json, told, type FakeFile, type FakeDrive } from '../support/fake-drive.js'
import { onStage } from '../support/on-stage.js'
import { wordsOf, type Visitor, type Stage } from '../support/stage.js'

jest.setTimeout(60_000)
let drive: FakeDrive
let stage: Stage
let visitor: Visitor

onStage('photo-print', (on) => ({ drive, stage } = on))
beforeAll(async () => {
  visitor = await stage.connected()
})
beforeEach(() => drive.reset())

const png = PNG.sync.write(new PNG({ width: 3, height: 2 }))

function file(number: number, contentType = 'image/png', bytes: Buffer = png): FakeFile {
  return { id: idOf(number), name: `Picture ${number}`, contentType, bytes }
}

const names = (text: string) =>
  [...text.matchAll(/<img[^>]* alt=""[^]*?<span>([^<]*)<\/span>/g)].map(([, name]) => name)

describe('the list', () => {
  test('shows pictures alone, with their names as words for those who do not see them', async () => {
    drive.files = [
      file(1),
      file(2, 'image/svg+xml; charset=utf-8'),
      file(3, 'text/html'),
      file(4, 'image/tiff'),
      { ...file(5), name: '"><script>' },
    ]
    const { text } = await visitor.open('/photos')
    expect(names(text)).toEqual(['Picture 1', 'Picture 2', '&quot;&gt;&lt;script&gt;'])
    expect(text).toContain(`src="/photos/${idOf(1)}"`)
    expect(text).toContain('loading="lazy"')
    // Only what can be printed can be chosen.
    expect(text.match(/type="checkbox"/g)).toHaveLength(2)
    expect(drive.requests[0]!.authorization).toMatch(/^Bearer /)
  })

  test('reads on until there are enough, and not for ever', async () => {
    let page = 0
    drive.answer = (_req, res) => {
      page++
      json(res, { files: [told(file(page)), told(file(100 + page, 'text/plain'))], next: `cursor-${page}` })
    }
    const { text } = await visitor.open('/photos')
    expect(drive.requests).toHaveLength(5)
    expect(names(text)).toHaveLength(5)
    expect(text).toContain('href="/photos?cursor=cursor-5"')
    await visitor.open('/photos?cursor=cursor-5&q=pic')
    const asked = new URL(drive.requests[5]!.url, drive.url).searchParams
    expect([asked.get('cursor'), asked.get('q'), asked.get('limit')]).toEqual(['cursor-5', 'pic', '24'])
  })

  test('searches by name, keeps what was typed, and says when nothing was found', async () => {
    const page = await visitor.open('/photos?q=%22%3Esea')
    expect(page.text).toContain('value="&quot;&gt;sea"')
    expect(wordsOf(page)).toContain('No picture has such a name')
    expect(wordsOf(await visitor.open('/photos'))).toContain('There are no pictures')
  })

  test('begins at the start when a cursor does not count any more', async () => {
    drive.files = [file(1)]
    drive.answer = (req, res) => {
      if (req.url?.includes('cursor')) res.writeHead(400).end()
      else json(res, { files: drive.files.map(told), next: null })
    }
    expect(names((await visitor.open('/photos?cursor=old')).text)).toEqual(['Picture 1'])
  })

  test.each(['?q=a&q=b', '?cursor[a]=b&cursor=c&cursor=d', `?q=${'a'.repeat(256)}`, '?q=%00'])(
    'makes nothing of /photos%s',
    async (query) => {
      expect((await visitor.open(`/photos${query}`)).status).toBe(400)
    },
  )
})

describe('a picture', () => {
  test('comes with its type and with nothing that could run', async () => {
    drive.files = [file(1, 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))]
    const { status, headers, text } = await visitor.open(`/photos/${idOf(1)}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('image/svg+xml')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('private, no-cache')
    expect(text).toContain('<svg')
  })

  test.each(['text/html', 'application/xhtml+xml', 'image/tiff', 'image/png,text/html', ''])(
    'of type %p is none',
    async (type) => {
      drive.answer = (_req, res) => {
        if (type !== '') res.setHeader('Content-Type', type)
        res.end('<script>alert(1)</script>')
      }
      const { status, text } = await visitor.open(`/photos/${idOf(1)}`)
      expect(status).toBe(404)
      expect(text).not.toContain('alert(1)')
    },
  )

  test('is asked for anew with the ETag that the browser has', async () => {
    let asked: string | undefined
    drive.answer = (req, res) => {
      asked = req.headers['if-none-match']
      res.setHeader('ETag', '"abc"')
      if (asked === '"abc"') res.writeHead(304).end()
      else res.setHeader('Content-Type', 'image/png').end(png)
    }
    const cookie = visitor.browser.cookies.join('; ')
    const get = (headers: Record<string, string>) =>
      fetch(`${stage.url}/photos/${idOf(1)}`, { headers: { cookie, ...headers } })
    expect((await get({})).headers.get('etag')).toBe('"abc"')
    expect((await get({ 'if-none-match': '"abc"' })).status).toBe(304)
  })

  test('that says it is too large is not fetched, and one that becomes so is broken off', async () => {
    drive.answer = (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': String(21 * 1024 * 1024) })
      res.write(png)
    }
    expect((await visitor.open(`/photos/${idOf(1)}`)).status).toBe(404)
    drive.answer = (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'image/png' })
      res.end(Buffer.alloc(21 * 1024 * 1024))
    }
    await expect(visitor.open(`/photos/${idOf(1)}`)).rejects.toThrow()
  })

  test('with no id at all is no page', async () => {
    expect((await visitor.open('/photos/..%2Ftrash')).status).toBe(400)
    expect((await visitor.open('/photos/%')).status).toBe(400)
    expect(drive.requests).toEqual([])
  })
})

describe('Print', () => {
  const chosen = (...numbers: number[]) => numbers.map((number) => `photo=${idOf(number)}`).join('&')

  test('shows the order, and makes a PDF with a page for each photo', async () => {
    drive.files = [file(1), file(2)]
    const order = await visitor.open(`/print?${chosen(1, 2)}`)
    expect(wordsOf(order)).toContain('2 photos, each on a page of A4')
    expect(order.text).toContain(`href="/print.pdf?photo=${idOf(1)}&amp;photo=${idOf(2)}"`)
    const pdf = await visitor.open(`/print.pdf?${chosen(1, 2)}`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(pdf.headers.get('content-disposition')).toBe('attachment; filename="Photo Print.pdf"')
    expect(pdf.headers.get('content-security-policy')).toBe('sandbox')
    expect(pdf.text).toMatch(/^%PDF-/)
    expect(pdf.text.match(/\/Type \/Page\n/g)).toHaveLength(2)
  })

  test('of nothing, and of more than twenty, leads back to the photos', async () => {
    expect(wordsOf(await visitor.open('/print'))).toContain('Nothing was chosen')
    const many = chosen(...Array.from({ length: 21 }, (_, number) => number))
    const page = await visitor.open(`/print?${many}`)
    expect(page.url).toBe(`${stage.url}/photos`)
    expect(wordsOf(page)).toContain('more than is taken at once')
  })

  test('a picture that is none is left out; with nothing left the page says why', async () => {
    drive.files = [
      file(1),
      file(2, 'image/png', Buffer.from('no picture')),
      file(3, 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff])),
    ]
    const pdf = await visitor.open(`/print.pdf?${chosen(1, 2, 3)}`)
    expect(pdf.text.match(/\/Type \/Page\n/g)).toHaveLength(1)
    const page = await visitor.open(`/print.pdf?${chosen(2, 3)}`)
    expect(page.url).toBe(`${stage.url}/photos`)
    expect(wordsOf(page)).toContain('None of these can be printed')
  })

  test('what is too large is not read to its end', async () => {
    drive.files = [file(1, 'image/png', Buffer.alloc(21 * 1024 * 1024))]
    expect(wordsOf(await visitor.open(`/print.pdf?${chosen(1)}`))).toContain('more than is taken at once')
  })

  test('of a file that is not there is no page', async () => {
    expect((await visitor.open(`/print?${chosen(7)}`)).status).toBe(404)
    expect((await visitor.open('/print?photo=7')).status).toBe(400)
  })
})
