import { Browser } from 'sample-system/browser'
import { submit, WebClient } from '../../../sample-system/test/support/web-client.js'
import { alice, running } from './shared-drive.js'

interface Connected {
  readonly client: WebClient
  readonly accessToken: string
  readonly refreshToken: string
}

/** An application that somebody has given access to their files. */
async function connect(id: 'photo-print' | 'doc-sign', email: string): Promise<Connected> {
  const redirect = `http://127.0.0.1:${id === 'photo-print' ? 4200 : 4300}/callback`
  const client = await WebClient.discover(running.issuer, id, redirect, running.url)
  const browser = new Browser(running.issuer)
  const scope = 'openid offline_access files.read'
  let page = await browser.open(await client.authorizationUrl(scope, { prompt: 'consent' }))
  page = await submit(browser, page, 'login', { email, password: 'password' })
  const tokens = await client.tokens(await submit(browser, page, 'consent', { decision: 'allow' }))
  return { client, accessToken: tokens.access_token, refreshToken: tokens.refresh_token ?? '' }
}

async function filesWith({ accessToken }: Connected): Promise<number> {
  const response = await fetch(`${running.url}/files`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  await response.body?.cancel()
  return response.status
}

test('an app is shown with what it may do, and loses its access at once, while others keep theirs', async () => {
  const photoPrint = await connect('photo-print', alice.email)
  const docSign = await connect('doc-sign', alice.email)
  const ofBob = await connect('photo-print', 'bob@example.com')
  for (const app of [photoPrint, docSign, ofBob]) expect(await filesWith(app)).toBe(200)

  const page = await alice.open('/drive/apps')
  expect(page.text).toMatch(/Photo Print[^]*See and download your files/)
  const question = await alice.open('/drive/apps/remove?client=photo-print')
  expect(question.text).toContain('Take back access from Photo Print?')

  const after = await alice.submit('/drive/apps/remove', { client: 'photo-print' })
  expect(after.text).toContain('The app has no access any more')
  expect(after.text).not.toContain('client=photo-print')
  expect(after.text).toContain('client=doc-sign')

  expect(await filesWith(photoPrint)).toBe(401)
  await expect(photoPrint.client.refresh(photoPrint.refreshToken)).rejects.toThrow()
  for (const app of [docSign, ofBob]) expect(await filesWith(app)).toBe(200)
  // The page itself goes on.
  expect((await alice.open('/drive')).status).toBe(200)
  // Once more does no harm.
  expect((await alice.submit('/drive/apps/remove', { client: 'photo-print' })).status).toBe(200)
})

test('what is no app of the person, and the Drive itself, cannot be taken back', async () => {
  for (const client of ['nobody', 'drive-web', '', '../..']) {
    expect((await alice.open(`/drive/apps/remove?client=${encodeURIComponent(client)}`)).status).toBe(404)
  }
})
