import type { Browser } from 'playwright-core'
import { Sample } from '../../src/temporary-sample.js'
import { describeWithChromium, launchChromium } from './support/chromium.js'
import { Person } from './support/person.js'

jest.setTimeout(120_000)

const name = 'the looks of the sample in a browser'

// Each page in each way takes a minute and more, and only who changes pages changes that.
if (process.env.SCREENSHOTS === undefined) {
  test.skip(`${name}: skipped because SCREENSHOTS, the folder for pictures, is not set`, () => undefined)
} else describeWithChromium(name, looks)

/** The whole sample with its observer, as it is seen by somebody who has signed in everywhere. */
function looks(): void {
  let sample: Sample
  let browser: Browser
  let alice: Person

  beforeAll(async () => {
    sample = await Sample.create({ observed: true })
    await sample.start('observer')
    await sample.start('authorizationServer')
    await Promise.all([sample.start('drive'), sample.start('photoPrint'), sample.start('docSign')])
    browser = await launchChromium()
    alice = await Person.with(browser)
  })

  afterAll(async () => {
    await browser.close()
    await sample.remove()
  })

  const panel = () => alice.page.locator('#steps')

  /** Looks at a page in all ways that people have. */
  async function look(name: string): Promise<void> {
    expect(await alice.barriers()).toEqual([])
    await alice.page.emulateMedia({ colorScheme: 'dark' })
    expect(await alice.barriers('color-contrast')).toEqual([]) // the rest does not change with the colours
    await alice.picture(`look-${name}-dark`)
    await alice.page.emulateMedia({ colorScheme: 'light' })
    for (const screen of ['phone', 'tablet', 'desktop'] as const) await alice.picture(`look-${name}`, screen)
    expect(await alice.overflowsPhone()).toBe(false)
  }

  test('the pages of the authorization server', async () => {
    await alice.page.goto(sample.issuer)
    await look('issuer')
    await alice.page.goto(sample.photoPrint)
    await look('welcome')
    await alice.press('Connect your Drive')
    await look('login')
    await alice.signIn('alice@example.com')
    await alice.sees('See the files of Alice')
    await look('consent')
    await alice.press('Allow')
    await alice.sees('Pictures in your Drive.')
  })

  test.each(['/', '/photos', '/write', '/tokens', '/nothing-here'])('Photo Print: %s', async (path) => {
    await alice.page.goto(sample.photoPrint + path)
    await look(`photo-print${path.replace('/', '-')}`)
  })

  test('Doc Sign', async () => {
    await alice.page.goto(sample.docSign)
    await alice.press('Connect your Drive')
    await alice.press('Allow')
    await alice.sees('Text documents in your Drive.')
    await look('doc-sign')
  })

  test("the Drive's own page", async () => {
    await alice.page.goto(sample.drive)
    await alice.page.getByRole('link', { name: 'Sign in' }).click()
    await alice.sees('My files')
    await look('drive')
    await alice.page.getByRole('link', { name: 'Photos', exact: true }).click()
    await alice.page
      .getByRole('link', { name: /Registan/ })
      .first()
      .waitFor()
    await look('drive-folder')
    await alice.page
      .getByRole('link', { name: /Registan/ })
      .first()
      .click()
    await alice.page.locator('main img').first().waitFor()
    await look('drive-preview')
    for (const place of ['shared', 'trash', 'apps']) {
      await alice.page.goto(`${sample.drive}/drive/${place}`)
      await look(`drive-${place}`)
    }
  })

  test('the panel tells what just happened, with every check, and in red what was refused', async () => {
    await alice.page.goto(`${sample.photoPrint}/write`)
    await alice.page.getByRole('button', { name: /^Write/ }).click()
    await alice.sees('The Drive has refused: 403')
    await alice.page.locator('#steps-toggle').click()
    await panel().getByText('insufficient_scope').first().waitFor()
    await panel().locator('details').last().locator('summary').first().click()
    await look('panel')
    expect(await panel().textContent()).not.toMatch(/eyJ[\w-]{20}/)
  })

  test('the panel stays open on the next page, and speaks Uzbek with the rest', async () => {
    await alice.page.goto(`${sample.photoPrint}/photos`)
    await panel().locator('details').first().waitFor()
    await alice.press('Oʻzbekcha')
    await alice.sees('Driveʼingizdagi rasmlar.')
    await panel().getByText('Hozir nima boʻldi').first().waitFor()
    await look('panel-uz')
    await alice.press('English')
    await alice.page.locator('#steps-toggle').click()
  })

  test('the page of the observer shows the whole sequence', async () => {
    await alice.page.goto(sample.observer)
    await alice.page.locator('details').first().waitFor()
    await look('observer')
  })

  test('the keyboard alone leads through a sign-in', async () => {
    const bob = await Person.with(browser)
    const { page } = bob
    await page.goto(sample.photoPrint)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    await page.getByRole('button', { name: 'Connect your Drive' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('E-mail address').waitFor()
    await page.keyboard.type('bob@example.com')
    await page.keyboard.press('Tab')
    await page.keyboard.type('password')
    await page.keyboard.press('Enter')
    const allow = page.getByRole('button', { name: 'Allow' })
    await allow.waitFor()
    for (let tabs = 0; tabs < 10 && !(await allow.evaluate((it) => it === document.activeElement)); tabs++) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByText('Pictures in your Drive.').waitFor()
    expect(bob.takeComplaints()).toEqual([])
  })

  test('nothing was complained about in the console of the browser', () => {
    expect(alice.takeComplaints('404', '403')).toEqual([])
  })
}
