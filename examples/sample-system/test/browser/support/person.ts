import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

/** Where pictures of what was seen are kept. CI hands them out; without the variable none is taken, which saves much time. */
const { SCREENSHOTS: pictures } = process.env

export type Screen = 'phone' | 'tablet' | 'desktop'

const sizes: Readonly<Record<Screen, { width: number; height: number }>> = {
  phone: { width: 360, height: 740 },
  tablet: { width: 800, height: 1100 },
  desktop: { width: 1280, height: 850 },
}

/** Somebody with a browser of their own. What goes wrong in it is kept, for {@link Person.complaints}. */
export class Person {
  readonly complaints: string[] = []

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complain(message.text())
    })
    page.on('pageerror', (error) => this.complain(error.message))
  }

  static async with(browser: Browser, options: { locale?: string; dark?: boolean } = {}): Promise<Person> {
    const context = await browser.newContext({
      viewport: sizes.desktop,
      locale: options.locale ?? 'en-GB',
      colorScheme: options.dark === true ? 'dark' : 'light',
      acceptDownloads: true,
      // Half-way from one colour to the next the contrast of a button means nothing.
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    return new Person(context, page)
  }

  /**
   * Takes the complaints so far, and forgets them.
   *
   * @param expected parts of those that the test has provoked, such as the 403 that Chromium writes about
   */
  takeComplaints(...expected: readonly string[]): string[] {
    const found = this.complaints.splice(0)
    return found.filter((complaint) => !expected.some((part) => complaint.includes(part)))
  }

  async signIn(email: string, password = 'password'): Promise<void> {
    await this.page.getByLabel('E-mail address').fill(email)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
  }

  press(name: string): Promise<void> {
    return this.click(this.page.getByRole('button', { name, exact: true }))
  }

  follow(name: string): Promise<void> {
    return this.click(this.page.getByRole('link', { name, exact: true }).first())
  }

  /** Clicks when the scripts of the page have run, as people do: before that, forms and links do without them. */
  async click(target: Locator): Promise<void> {
    await target.waitFor()
    await this.page.waitForLoadState()
    await target.click()
  }

  /** Waits until the page says this, in whatever place. */
  sees(text: string): Promise<void> {
    return this.page.getByText(text).first().waitFor()
  }

  /** Keeps a picture of the page. */
  async picture(name: string, screen: Screen = 'desktop'): Promise<void> {
    if (pictures === undefined) return
    mkdirSync(pictures, { recursive: true })
    await this.page.setViewportSize(sizes[screen])
    await this.page.screenshot({ path: join(pictures, `${name}-${screen}.png`), fullPage: true })
    await this.page.setViewportSize(sizes.desktop)
  }

  /**
   * What keeps people from using this page, as axe sees it: contrast, labels, roles.
   *
   * @param rules those that are asked for; all of them without any
   */
  async barriers(...rules: string[]): Promise<string[]> {
    const axe = new AxeBuilder({ page: this.page })
    const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze()
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  }

  /** Whether the page is wider than the screen of a phone. */
  async overflowsPhone(): Promise<boolean> {
    await this.page.setViewportSize(sizes.phone)
    const width = await this.page.evaluate('document.documentElement.scrollWidth')
    await this.page.setViewportSize(sizes.desktop)
    return Number(width) > sizes.phone.width
  }

  private complain(text: string): void {
    this.complaints.push(`${new URL(this.page.url()).pathname}: ${text}`)
  }
}
