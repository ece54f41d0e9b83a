import { signIn } from 'sample-system/sign-in'
import { Stage, wordsOf, type Visitor } from '../support/stage.js'

/** The whole way, with the Drive of the sample. */
jest.setTimeout(120_000)
let stage: Stage
let visitor: Visitor

beforeAll(async () => {
  stage = await Stage.start('photo-print')
  visitor = await stage.connected()
})
afterAll(() => stage.stop())

test('the photos of the owner are shown, and printed', async () => {
  const { text } = await visitor.open('/photos')
  const [, id = ''] = /name="photo" value="([^"]+)"/.exec(text) ?? []
  expect(text).toContain('<span>Lighthouse.png</span>')
  const picture = await visitor.open(`/photos/${id}`)
  expect(picture.headers.get('content-type')).toMatch(/^image\/(png|jpeg)$/)
  const pdf = await visitor.open(`/print.pdf?photo=${id}`)
  expect(pdf.text.match(/\/Type \/Page\n/g)).toHaveLength(1)
  expect(pdf.text).toMatch(/\/Subtype \/Image/)
})

describe('Try to write', () => {
  test('is refused, and the challenge is taken apart in both languages', async () => {
    const page = await visitor.post('/write')
    expect(page.url).toBe(`${stage.url}/write`)
    expect(wordsOf(page)).toContain('The Drive has refused: 403')
    expect(wordsOf(page)).toMatch(/error insufficient_scope Why: .* \(RFC 6750 §3\.1\)/)
    expect(wordsOf(page)).toMatch(/scope files\.write What a token needs/)
    expect(wordsOf(page)).toMatch(/resource_metadata http\S+ Where a client learns .* \(RFC 9728 §5\.1\)/)
    expect(wordsOf(page)).toContain('Ask for more')
    await visitor.speak('uz')
    expect(wordsOf(await visitor.open('/write'))).toContain('Koʻproq ruxsat soʻrash')
    await visitor.speak('en')
  })

  test('who does not allow more stays where they were, signed in and reading', async () => {
    const page = await visitor.connect('/write/more', 'deny')
    expect(page.url).toBe(`${stage.url}/write`)
    expect(wordsOf(page)).toContain('You said no')
    expect((await visitor.open('/photos')).status).toBe(200)
  })

  test('with more asked for and allowed it works, and says so', async () => {
    const asked = new URL((await visitor.post('/write/more')).url).searchParams
    expect(asked.get('scope')).toBe('openid profile email offline_access files.read files.write')
    expect((await visitor.atIssuer.open(`/authorize?${asked}`)).text).toContain('also wants to')

    const page = await visitor.connect('/write/more')
    expect(page.url).toBe(`${stage.url}/write`)
    expect(wordsOf(page)).toContain('You have allowed it')
    expect(wordsOf(await visitor.post('/write'))).toContain('“Print order.txt” is in your Drive')

    const scope = 'files.read'
    const account = { email: 'alice@example.com', password: 'password' }
    const token = await signIn({ issuer: stage.sample.issuer, resource: stage.drive, scope, ...account })
    const list = await fetch(`${stage.drive}/files?q=Print`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await list.json()).toMatchObject({
      files: [{ name: 'Print order.txt', contentType: 'text/plain' }],
    })
  })

  test('a challenge that asks for what this application never wants is not followed', async () => {
    // Nothing was refused last: there is nothing to add.
    const { url } = await visitor.post('/write/more')
    expect(new URL(url).searchParams.get('scope')).toBe(
      'openid profile email offline_access files.read files.write',
    )
  })
})
