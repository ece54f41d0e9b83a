import { onStage } from './support/on-stage.js'
import { wordsOf, type Visitor, type Stage } from './support/stage.js'

jest.setTimeout(60_000)
let stage: Stage

onStage('photo-print', (on) => (stage = on.stage))

/** The pages of somebody, with words that stand on each in both languages. */
const pages: readonly (readonly [path: string, en: string, uz: string])[] = [
  ['/', 'Hello, Alice Karimova', 'Salom, Alice Karimova'],
  ['/photos', 'Pictures in your Drive', 'Driveʼingizdagi rasmlar'],
  [
    '/write',
    'The access token has the scope files.read alone',
    'Access tokenʼda faqat files.read doirasi bor',
  ],
  ['/tokens', 'seconds left', 'soniya qoldi'],
  ['/nothing', 'There is no such page', 'Bunday sahifa yoʻq'],
]

describe('somebody who is not connected', () => {
  test.each([
    ['en', 'Connect your Drive', 'to see your files. It reads only'],
    ['uz', 'Driveʼni ulash', 'fayllaringizni koʻrish. U faqat oʻqiydi'],
  ] as const)('learns in %s what this is and what it will ask for', async (language, button, asks) => {
    const visitor = stage.visitor()
    await visitor.speak(language)
    const page = await visitor.open('/')
    expect(page.status).toBe(200)
    expect(page.text).toContain(`lang="${language}"`)
    expect(wordsOf(page)).toContain(button)
    expect(wordsOf(page)).toContain(asks)
  })

  test.each(['/photos', '/print', '/print.pdf', '/write', '/tokens', `/photos/${crypto.randomUUID()}`])(
    'is led home from %s',
    async (path) => {
      expect((await stage.visitor().open(path)).url).toBe(`${stage.url}/`)
    },
  )

  test('gets no cookie for looking', async () => {
    const response = await fetch(stage.url)
    expect(response.headers.getSetCookie()).toEqual([])
  })
})

describe('somebody who is connected', () => {
  let visitor: Visitor

  beforeAll(async () => {
    visitor = await stage.connected()
  })

  test.each(pages)('%s speaks both languages', async (path, en, uz) => {
    await visitor.speak('en')
    expect(wordsOf(await visitor.open(path))).toContain(en)
    await visitor.speak('uz')
    const page = await visitor.open(path)
    expect(wordsOf(page)).toContain(uz)
    expect(page.text).toContain('<html lang="uz" data-part="photo-print">')
  })

  test.each(pages)('%s forbids everything that is not of this origin, and holds no token', async (path) => {
    const { headers, text } = await visitor.open(path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
        `form-action 'self' ${stage.sample.issuer}; frame-ancestors 'none'; base-uri 'none'`,
    )
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style|style=|onclick=/)
    expect(text).not.toMatch(/eyJ[\w-]{10,}\./)
  })

  test('has a session cookie of this application, and nothing of it else', () => {
    expect([...visitor.browser.cookieNames].sort()).toEqual(['photo-print.session', 'sample.language'])
  })
})

test('scripts and styles are served as such', async () => {
  for (const [path, type] of [
    ['/static/tokens.js', 'text/javascript'],
    ['/static/style.css', 'text/css'],
    ['/ui/page.js', 'text/javascript'],
  ]) {
    const response = await fetch(stage.url + path!)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining(type!),
    ])
  }
  expect((await fetch(`${stage.url}/static/../package.json`)).status).toBe(404)
  expect((await fetch(`${stage.url}/static/%2e%2e/package.json`)).status).not.toBe(200)
})

test('it tells whether it lives', async () => {
  const response = await fetch(`${stage.url}/healthz`)
  expect(await response.json()).toEqual({ status: 'ok' })
})
