import { createHash } from 'node:crypto'
import { idOf, type FakeFile, type FakeDrive } from '../support/fake-drive.js'
import { onStage } from '../support/on-stage.js'
import { wordsOf, type Visitor, type Stage } from '../support/stage.js'

jest.setTimeout(60_000)
let drive: FakeDrive
let stage: Stage
let visitor: Visitor

onStage('doc-sign', (on) => ({ drive, stage } = on))
beforeAll(async () => {
  visitor = await stage.connected()
})
beforeEach(() => drive.reset())

const document = (number: number, bytes: Buffer, contentType = 'text/plain'): FakeFile => ({
  id: idOf(number),
  name: `Shartnoma ${number}.txt`,
  contentType,
  bytes,
})
const text = Buffer.from('Men roziman.\n<b>Alisa</b>')

test('it is another application: its name, its colour, its cookie', async () => {
  const page = await visitor.open('/')
  expect(page.text).toContain('data-part="doc-sign"')
  expect(wordsOf(page)).toContain('Doc Sign')
  expect(visitor.browser.cookieNames).toEqual(['doc-sign.session'])
  expect((await visitor.open('/photos')).status).toBe(404)
})

test('documents are listed, texts alone, in both languages', async () => {
  drive.files = [
    document(1, text),
    document(2, text, 'text/markdown; charset=utf-8'),
    document(3, text, 'image/png'),
  ]
  const page = await visitor.open('/documents')
  expect(page.text.match(/href="\/sign\?document=/g)).toHaveLength(2)
  expect(page.text).toContain('aria-label="Sign: Shartnoma 1.txt"')
  await visitor.speak('uz')
  expect(wordsOf(await visitor.open('/documents'))).toContain('Driveʼingizdagi matnli hujjatlar')
  await visitor.speak('en')
  drive.files = []
  const none = wordsOf(await visitor.open('/documents'))
  expect(none).toContain('There are no text documents')
  expect(none).toContain('Put a text into your Drive')
  const notFound = wordsOf(await visitor.open('/documents?q=x'))
  expect(notFound).toContain('No document has such a name')
  expect(notFound).not.toContain('Put a text into your Drive')
})

test('before it is signed, it is shown with its SHA-256 and with who signs', async () => {
  drive.files = [document(1, text)]
  const page = await visitor.open(`/sign?document=${idOf(1)}`)
  expect(page.text).toContain(createHash('sha256').update(text).digest('hex'))
  expect(page.text).toContain('&lt;b&gt;Alisa&lt;/b&gt;')
  expect(wordsOf(page)).toContain(`You sign as Alice Karimova Account alice · ${stage.sample.issuer}`)
  await visitor.speak('uz')
  expect(wordsOf(await visitor.open(`/sign?document=${idOf(1)}`))).toContain('Imzolovchi Alice Karimova')
  await visitor.speak('en')
})

test('the signed copy is a PDF with the document and the page of the signature', async () => {
  drive.files = [document(1, text)]
  const pdf = await visitor.open(`/signed.pdf?document=${idOf(1)}`)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(pdf.headers.get('content-disposition')).toBe('attachment; filename="Shartnoma 1.txt.pdf"')
  expect(pdf.text).toMatch(/^%PDF-/)
  expect(pdf.text.match(/\/Type \/Page\n/g)).toHaveLength(2)
})

test.each<[string, FakeFile, string]>([
  ['no text', document(1, Buffer.from([0xff, 0xfe, 0x00])), 'it is no text in UTF-8'],
  ['another type', document(1, text, 'image/png'), 'it is no text in UTF-8'],
  ['too much', document(1, Buffer.alloc(201 * 1024, 'a')), 'more than is taken at once'],
])('%s is not signed, and the page says why', async (_name, file, why) => {
  drive.files = [file]
  for (const path of ['/sign', '/signed.pdf']) {
    const page = await visitor.open(`${path}?document=${idOf(1)}`)
    expect(page.url).toBe(`${stage.url}/documents`)
    expect(wordsOf(page)).toContain(why)
  }
})

test.each(['/sign', '/signed.pdf'])('%s of what is not there is no page', async (path) => {
  expect((await visitor.open(`${path}?document=${idOf(9)}`)).status).toBe(404)
  expect((await visitor.open(path)).status).toBe(400)
  expect((await visitor.open(`${path}?document=a`)).status).toBe(400)
})
