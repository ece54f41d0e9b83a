import { CookieJar } from 'tough-cookie'

/** What a page or a redirect is to a browser: the answer, read to the end. */
export interface Visit {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const maximumRedirects = 10

/** A browser without JavaScript: it keeps cookies, follows redirects and posts forms. */
export class Browser {
  readonly #cookies = new CookieJar()

  /** @param origin the server; a redirect away from it is where a visit ends. */
  constructor(readonly origin: string) {}

  get cookieNames(): readonly string[] {
    return this.#cookies.getCookiesSync(this.origin, { allPaths: true }).map(({ key }) => key)
  }

  /** As they would be sent, such as `name=value`. */
  get cookies(): readonly string[] {
    return this.#cookies.getCookiesSync(this.origin).map((cookie) => cookie.cookieString())
  }

  /** Takes a cookie that this origin has not set itself: cookies ignore ports. */
  keep(cookie: string): void {
    this.#cookies.setCookieSync(cookie, this.origin)
  }

  open(url: string): Promise<Visit> {
    return this.#go(new URL(url, this.origin), {})
  }

  submit(url: string, fields: Record<string, string>): Promise<Visit> {
    return this.#go(new URL(url, this.origin), { method: 'POST', body: new URLSearchParams(fields) })
  }

  async #go(start: URL, init: RequestInit): Promise<Visit> {
    let url = start
    let request = init
    for (let redirects = 0; redirects < maximumRedirects; redirects++) {
      const { headers, status, text } = await this.#fetch(url, request)
      const location = headers.get('location')
      if (location === null) return { url: url.href, status, headers, text }
      url = new URL(location, url)
      request = {}
      if (url.origin !== this.origin) return { url: url.href, status, headers, text: '' }
    }
    throw new Error(`more than ${maximumRedirects} redirects from ${start.pathname}`)
  }

  async #fetch(url: URL, init: RequestInit) {
    const cookie = this.#cookies.getCookieStringSync(url.href)
    const response = await fetch(url, {
      ...init,
      headers: { cookie, accept: 'text/html' },
      redirect: 'manual',
    })
    for (const line of response.headers.getSetCookie()) this.#cookies.setCookieSync(line, url.href)
    return { headers: response.headers, status: response.status, text: await response.text() }
  }
}

/** Where the form of a step of the sample issuer is sent to; nothing when the page has no such form. */
export function formAction(page: Visit, step: 'login' | 'consent'): string | undefined {
  return new RegExp(`action="([^"]+/${step})"`).exec(page.text)?.[1]
}
