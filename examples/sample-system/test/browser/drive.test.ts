import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { Sample } from '../../src/temporary-sample.js'
import { describeWithChromium, launchChromium } from './support/chromium.js'
import { Person } from './support/person.js'

jest.setTimeout(60_000)

/** Alice and Bob, each with a browser, on the Drive's own page: each test goes on where the one before has stopped. */
describeWithChromium("the Drive's own page in a browser", () => {
  let sample: Sample
  let browser: Browser
  let alice: Person
  let bob: Person

  beforeAll(async () => {
    sample = await Sample.create()
    await sample.start('authorizationServer')
    await sample.start('drive')
    browser = await launchChromium()
    ;[alice, bob] = await Promise.all([Person.with(browser), Person.with(browser)])
  })

  afterAll(async () => {
    await browser.close()
    await sample.remove()
  })

  const act = async (person: Person, item: string, action: string) => {
    await person.click(person.page.getByLabel(`Actions for ${item}`))
    await person.page.locator('details[open]').getByText(action, { exact: true }).click()
  }
  const enter = async (person: Person, email: string) => {
    await person.page.goto(sample.drive)
    await person.picture(`drive-welcome`)
    await person.page.getByRole('link', { name: 'Sign in' }).click()
    await person.signIn(email)
    await person.page.waitForURL(`${sample.drive}/drive`)
  }

  test('the owner signs in: no consent is asked, since the page is the Drive itself', async () => {
    await enter(alice, 'alice@example.com')
    await alice.sees('Photos')
    await alice.picture('drive')
  })

  test('a new folder, and several files at once into it, each with its progress', async () => {
    await alice.follow('New folder')
    await alice.page.getByLabel('Name').fill('Trip')
    await alice.page.keyboard.press('Enter')
    await alice.follow('Trip')
    await alice.sees('This folder is empty')
    const [chooser] = await Promise.all([
      alice.page.waitForEvent('filechooser'),
      alice.click(alice.page.locator('summary', { hasText: 'Upload' })),
    ])
    await chooser.setFiles([
      {
        name: 'plan.md',
        mimeType: 'text/markdown',
        buffer: Buffer.from('# The plan\n\nSamarkand, then Bukhara.\n'),
      },
      { name: 'big.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(3_000_000, 7) },
    ])
    await alice.page
      .getByRole('link', { name: /plan\.md/ })
      .first()
      .waitFor()
    await alice.page
      .getByRole('link', { name: /big\.bin/ })
      .first()
      .waitFor()
    await alice.picture('drive-uploaded')
  })

  test('a preview, and the download of what was uploaded', async () => {
    await alice.click(alice.page.getByRole('link', { name: /plan\.md/ }).first())
    await alice.sees('Samarkand, then Bukhara.')
    await alice.picture('drive-preview')
    const [download] = await Promise.all([
      alice.page.waitForEvent('download'),
      alice.page.getByRole('link', { name: 'Download' }).first().click(),
    ])
    expect(await readFile(await download.path(), 'utf8')).toContain('Samarkand, then Bukhara.')
    await alice.page.goBack()
  })

  test('renamed with the keyboard alone, and found by its name', async () => {
    await alice.page.getByLabel('Actions for plan.md').focus()
    await alice.page.keyboard.press('Enter')
    await alice.page.locator('details[open]').getByText('Rename', { exact: true }).focus()
    await alice.page.keyboard.press('Enter')
    await alice.page.getByRole('textbox', { name: 'Name' }).fill('The plan.md')
    await alice.page.keyboard.press('Enter')
    await alice.page
      .getByRole('link', { name: /The plan\.md/ })
      .first()
      .waitFor()
    await alice.page.getByRole('searchbox').fill('the plan')
    await alice.page.keyboard.press('Enter')
    await alice.page
      .getByRole('link', { name: /The plan\.md/ })
      .first()
      .waitFor()
  })

  test('shared with Bob, who sees it and may only look', async () => {
    await alice.page.goto(`${sample.drive}/drive`)
    await act(alice, 'Trip', 'Share')
    await alice.page.getByLabel('E-mail address').fill('bob@example.com')
    await alice.press('Share')
    await alice.sees('bob@example.com')
    await alice.picture('drive-share')

    await enter(bob, 'bob@example.com')
    await bob.follow('Shared with me')
    await bob.follow('Trip')
    await bob.page
      .getByRole('link', { name: /The plan\.md/ })
      .first()
      .waitFor()
    await bob.sees('You may look at this folder')
    expect(await bob.page.getByText('New folder').count()).toBe(0)
    await bob.picture('drive-shared-with-me')
  })

  test('as an editor Bob may change it, and Alice sees that', async () => {
    await Promise.all([
      alice.page.waitForResponse(
        (response) => response.url().endsWith('/share') && response.request().method() === 'POST',
      ),
      alice.page.getByLabel('What bob@example.com may do', { exact: true }).selectOption('editor'),
    ])
    await alice.sees('bob@example.com')
    await bob.page.reload()
    await bob.follow('New folder')
    await bob.page.getByLabel('Name').fill('From Bob')
    await bob.page.keyboard.press('Enter')
    await bob.page.getByRole('link', { name: 'From Bob' }).waitFor()
    await alice.page.goto(`${sample.drive}/drive`)
    await alice.follow('Trip')
    await alice.page.getByRole('link', { name: 'From Bob' }).waitFor()
  })

  test('into the trash, and back', async () => {
    await act(alice, 'The plan.md', 'Move to the trash')
    await alice.page
      .getByRole('link', { name: /The plan\.md/ })
      .first()
      .waitFor({ state: 'detached' })
    await alice.follow('Trash')
    await alice.sees('The plan.md')
    await alice.picture('drive-trash')
    await alice.press('Restore: The plan.md')
    await alice.follow('My files')
    await alice.follow('Trip')
    await alice.page
      .getByRole('link', { name: /The plan\.md/ })
      .first()
      .waitFor()
  })

  test('an app that was let in is listed, and put out again', async () => {
    await sample.start('photoPrint')
    const other = await alice.context.newPage()
    await other.goto(sample.photoPrint)
    await other.getByRole('button', { name: 'Connect your Drive' }).click()
    await other.getByRole('button', { name: 'Allow' }).click()
    await other.getByText('Pictures in your Drive.').waitFor()

    await alice.follow('Apps')
    await alice.sees('Photo Print')
    await alice.picture('drive-apps')
    await alice.click(alice.page.getByRole('link', { name: /^Take back/ }).first())
    await alice.click(alice.page.getByRole('button', { name: /^Take back/ }))
    await alice.page.getByRole('heading', { name: 'Photo Print', exact: true }).waitFor({ state: 'detached' })

    await other.reload()
    await other.getByText('The access has ended.').waitFor()
    await other.close()
  })

  test('what another tab has done meanwhile is said where one is, and not swallowed', async () => {
    const { page } = alice
    await page.goto(`${sample.drive}/drive`)
    await act(alice, 'Welcome.txt', 'Move to the trash')
    await alice.follow('Trash')
    await alice.follow('Delete for good: Welcome.txt')
    const other = await alice.context.newPage()
    await other.goto(`${sample.drive}/drive/trash`)
    await other.getByRole('button', { name: 'Restore: Welcome.txt' }).click()
    await other.getByText('It is back.').waitFor()
    await other.close()
    await page.locator('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await page.locator('dialog').getByText('There is nothing here.').waitFor()
    expect(new URL(page.url()).pathname).toBe('/drive/trash')
    expect(alice.takeComplaints('404')).toEqual([])
  })

  test('who is signed out meanwhile, and opens a dialog, is asked to sign in, and comes back to it', async () => {
    const { page } = alice
    await page.goto(`${sample.drive}/drive`)
    await alice.context.clearCookies()
    await alice.follow('New folder')
    await page.waitForURL(`${sample.issuer}/**`)
    await alice.signIn('alice@example.com')
    await page.getByRole('heading', { name: 'New folder' }).waitFor()
    expect(alice.takeComplaints()).toEqual([])
  })

  test('no cookie can be read by a script, and no token comes to the browser', async () => {
    const cookies = await alice.context.cookies()
    expect(cookies.filter(({ httpOnly, sameSite }) => !httpOnly || sameSite !== 'Lax')).toEqual([])
    expect(await alice.page.content()).not.toMatch(/eyJ[\w-]{20}/)
    expect(await alice.page.evaluate('Object.keys(sessionStorage).length')).toBe(0)
  })

  test('nothing was complained about in the console of the browser', () => {
    expect([...alice.takeComplaints(), ...bob.takeComplaints()]).toEqual([])
  })
})
