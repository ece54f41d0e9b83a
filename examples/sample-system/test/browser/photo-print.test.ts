import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { Sample } from '../../src/temporary-sample.js'
import { describeWithChromium, launchChromium } from './support/chromium.js'
import { Person } from './support/person.js'

jest.setTimeout(60_000)

/** Alice and Photo Print, from the first visit on: each test goes on where the one before has stopped, as a person would. */
describeWithChromium('Photo Print in a browser', () => {
  let sample: Sample
  let browser: Browser
  let alice: Person

  beforeAll(async () => {
    sample = await Sample.create()
    await sample.start('authorizationServer')
    await Promise.all([sample.start('drive'), sample.start('photoPrint'), sample.start('docSign')])
    browser = await launchChromium()
    alice = await Person.with(browser)
  })

  afterAll(async () => {
    await browser.close()
    await sample.remove()
  })

  const inMenu = async (name: string) => {
    await alice.page.locator('.bar .account summary').click()
    await alice.press(name)
  }

  test('a wrong password is refused, without a word on which of the two is wrong', async () => {
    await alice.page.goto(sample.photoPrint)
    await alice.picture('photo-print-welcome')
    await alice.press('Connect your Drive')
    expect(new URL(alice.page.url()).origin).toBe(sample.issuer)
    await alice.signIn('alice@example.com', 'not the password')
    await alice.sees('This e-mail address and password do not match.')
    await alice.picture('sign-in-refused')
    expect(alice.takeComplaints('422')).toEqual([])
  })

  test('consent is refused: nothing is connected', async () => {
    await alice.signIn('alice@example.com')
    await alice.sees('See the files of Alice')
    await alice.picture('consent')
    await alice.press('Deny')
    await alice.sees('You said no, so nothing was connected.')
    expect(new URL(alice.page.url()).origin).toBe(sample.photoPrint)
  })

  test('consent is given, without the password, and the photos are there', async () => {
    await alice.press('Connect your Drive')
    expect(await alice.page.getByLabel('Password').count()).toBe(0)
    await alice.press('Allow')
    await alice.sees('Pictures in your Drive.')
    const pictures = alice.page.locator('.photos img')
    expect(await pictures.count()).toBeGreaterThanOrEqual(6)
    await alice.page.waitForFunction(() =>
      [...document.images].slice(0, 5).every(({ naturalWidth }) => naturalWidth > 0),
    )
    await alice.picture('photos')
  })

  test('chosen photos are printed: a PDF comes', async () => {
    const boxes = alice.page.getByRole('checkbox')
    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await alice.press('Print')
    const [download] = await Promise.all([
      alice.page.waitForEvent('download'),
      alice.follow('Download the PDF'),
    ])
    const pdf = await readFile(await download.path())
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2)
  })

  test('writing is refused, and the challenge taken apart', async () => {
    await alice.follow('Try to write')
    await alice.page.getByRole('button', { name: /^Write/ }).click()
    await alice.sees('The Drive has refused: 403')
    await alice.sees('insufficient_scope')
    await alice.picture('write-refused')
  })

  test('more is asked for: the page shows what is new alone, and then it works', async () => {
    await alice.press('Ask for more')
    await alice.sees('Add and change files of Alice')
    expect(await alice.page.getByText('See the files of Alice').count()).toBe(0)
    await alice.press('Allow')
    await alice.page.getByRole('button', { name: /^Write/ }).click()
    await alice.sees('Written.')
  })

  test('the tokens are shown, and none of them is in the page', async () => {
    await alice.follow('My tokens')
    for (const claim of ['iss', 'sub', 'aud', 'exp', 'nonce']) {
      await alice.page.locator('dt', { hasText: new RegExp(`^${claim}$`) }).waitFor()
    }
    await alice.page.getByRole('button', { name: 'Ask' }).click()
    await alice.page.locator('pre', { hasText: '"email": "alice@example.com"' }).last().waitFor()
    await alice.press('Refresh now')
    await alice.sees('There is a new access token')
    expect(await alice.page.content()).not.toMatch(/eyJ[\w-]{20}/)
    await alice.picture('tokens')
  })

  test('no cookie can be read by a script, and each is named after its part', async () => {
    const cookies = await alice.context.cookies()
    expect(cookies.filter(({ httpOnly, sameSite }) => !httpOnly || sameSite !== 'Lax')).toEqual([])
    const parts = /^(authorization-server|drive|photo-print|doc-sign)\./
    expect(cookies.filter(({ name }) => !parts.test(name))).toEqual([])
    expect(await alice.page.evaluate('document.cookie')).toBe('')
  })

  test('single sign-on: Doc Sign needs no password, and a consent of its own', async () => {
    await alice.page.goto(sample.docSign)
    await alice.press('Connect your Drive')
    expect(await alice.page.getByLabel('Password').count()).toBe(0)
    await alice.sees('See the files of Alice')
    await alice.press('Allow')
    await alice.sees('Text documents in your Drive.')
    await alice.picture('doc-sign')
    await alice.page
      .getByRole('link', { name: /^Sign: / })
      .first()
      .click()
    const [download] = await Promise.all([
      alice.page.waitForEvent('download'),
      alice.page.getByText('Sign, and download the PDF').click(),
    ])
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('disconnecting one leaves the other', async () => {
    await inMenu('Disconnect the Drive')
    await alice.sees('The access is gone')
    await alice.page.goto(`${sample.photoPrint}/photos`)
    await alice.sees('Pictures in your Drive.')
  })

  test('its own session is gone, and a new token comes through the session of the issuer, without a page', async () => {
    await inMenu('Forget my session here')
    await alice.sees('This application has forgotten you.')
    await alice.press('Connect again silently')
    await alice.sees('Connected without a page')
    expect(new URL(alice.page.url()).pathname).toBe('/photos')
  })

  test('the switch changes the language of the whole sample', async () => {
    await alice.page.goto(sample.photoPrint)
    await alice.press('Oʻzbekcha')
    await alice.sees('Driveʼingiz ulangan.')
    await alice.picture('photo-print-uz')
    await alice.page.goto(sample.docSign)
    await alice.sees('Driveʼni ulash')
    await alice.press('Driveʼni ulash')
    await alice.sees('Ruxsat berish')
    await alice.press('Ruxsat berish')
    await alice.sees('Driveʼingizdagi matnli hujjatlar.')
    await alice.press('English')
  })

  test('signing out everywhere ends the session of the other application too', async () => {
    await inMenu('Sign out everywhere')
    await alice.sees('You will be signed out of:')
    await alice.press('Sign out')
    await alice.sees('You are signed out here')
    await alice.page.goto(`${sample.photoPrint}/photos`)
    await alice.sees('You were signed out everywhere.')
    await alice.picture('signed-out-everywhere')
    await alice.press('Connect again silently')
    await alice.sees('login_required')
  })

  test('the issuer is stopped: the Drive serves on, and the application says what does not work', async () => {
    await alice.press('Connect your Drive')
    await alice.signIn('alice@example.com')
    await alice.press('Allow')
    await alice.sees('Pictures in your Drive.')
    await sample.stop('authorizationServer')
    await alice.page.reload()
    await alice.sees('Pictures in your Drive.')
    await alice.follow('My tokens')
    await alice.press('Refresh now')
    await alice.sees('The authorization server does not answer')
    await alice.picture('issuer-stopped')
  })

  test('it comes back, and a token that expires is refreshed by itself', async () => {
    await sample.start('authorizationServer', { ACCESS_TOKEN_TTL: '6' })
    await alice.page.goto(`${sample.photoPrint}/tokens`)
    await alice.press('Refresh now')
    const rotations = () => alice.page.locator('.history li').count()
    const before = await rotations()
    await alice.page.waitForFunction(
      (count) => document.querySelectorAll('.history li').length > count,
      before,
      { timeout: 30_000 },
    )
    await alice.follow('Photos')
    await alice.sees('Pictures in your Drive.')
  })

  test('the Drive is stopped: the application explains, and keeps the session', async () => {
    await sample.stop('drive')
    await alice.page.goto(`${sample.photoPrint}/photos`)
    await alice.sees('The Drive does not answer')
    await alice.picture('drive-stopped')
    await sample.start('drive')
    await alice.follow('Try again')
    await alice.sees('Pictures in your Drive.')
  })

  test('nothing was complained about in the console of the browser', () => {
    // What Chromium writes about answers that the tests have provoked.
    expect(alice.takeComplaints('403', '422', '502', '503', 'ERR_CONNECTION')).toEqual([])
  })
})
