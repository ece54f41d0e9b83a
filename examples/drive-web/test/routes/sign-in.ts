import { idOf, Person } from '../support/person.js'
import { alice, running } from './shared-drive.js'

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
  for (const text of [title, name, 'Documents', 'Lighthouse.png']) expect(page.text).toContain(text)
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

test('a session that was ended everywhere from another browser window is told of it, in words, once', async () => {
  const first = await Person.signedIn(running)
  // The same person at the issuer, and a session of their own at the Drive.
  const second = new Person(running)
  second.at.issuer = first.at.issuer
  await second.signIn()

  const question = await first.at.issuer.open(
    (await first.submit('/drive/sign-out', { from: 'everywhere' })).url,
  )
  const xsrf = /name="xsrf" value="([\w-]+)"/.exec(question.text)?.[1] ?? ''
  const out = await first.at.issuer.submit('/end-session/confirm', { xsrf, logout: 'yes' })
  expect(out.url).toBe(`${running.url}/drive`)

  expect((await second.open('/drive/trash')).text).toContain('You were signed out everywhere.')
  expect((await second.open('/drive')).text).not.toContain('You were signed out everywhere.')
  expect((await second.goThroughSignIn(await second.open('/drive/sign-in'))).askedForPassword).toBe(true)
})

test.each(['/', '/other.js', '/%2e%2e/package.json', '/..%2fpackage.json'])(
  'of the files of the pages, none but those in their folder: %s',
  async (path) => {
    expect((await alice.send('/drive/public/drive.css')).headers.get('content-type')).toMatch(/css/)
    expect((await alice.send(`/drive/public${path}`)).status).toBe(404)
  },
)

test('all that the pages ask for is there, as what it is', async () => {
  const picture = idOf(await alice.open('/drive'), 'Lighthouse.png')
  const paths = ['/drive', '/drive/shared', '/drive/trash', '/drive/apps', '/drive/search?q=a']
  const pages = await Promise.all([...paths, `/drive/files/${picture}`].map((path) => alice.open(path)))
  const asked = pages.flatMap(({ text }) => [...text.matchAll(/"(\/drive\/public\/[\w-]+\.(css|js))"/g)])
  const types = new Map(
    asked.map(([, path = '', ending = '']) => [path, ending === 'js' ? 'javascript' : ending]),
  )
  for (const name of ['drive.css', 'listing.css', 'preview.css', 'apps.css', 'upload.js']) {
    expect([...types.keys()]).toContain(`/drive/public/${name}`)
  }
  for (const [path, type] of types) {
    expect((await alice.send(path)).headers.get('content-type')).toContain(type)
  }
})
