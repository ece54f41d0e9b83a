/** What a page or a redirect is to a browser: the answer, read to the end. */
export interface Visit {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

interface Cookie {
  readonly value: string
  readonly path: string
}

/** A browser without JavaScript: it keeps cookies, follows redirects and posts forms. */
export class Browser {
  readonly #cookies = new Map<string, Cookie>()

  /** @param origin the server; a redirect away from it is where a visit ends. */
  constructor(readonly origin: string) {}

  get cookieNames(): string[] {
    return [...this.#cookies.keys()].map((key) => key.split('\n')[0]!)
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
    for (let hop = 0; hop < 10; hop += 1) {
      const response = await fetch(url, {
        ...request,
        headers: { cookie: this.#cookiesFor(url), accept: 'text/html' },
        redirect: 'manual',
      })
      this.#keep(response.headers.getSetCookie())
      const location = response.headers.get('location')
      if (location === null) {
        return {
          url: url.href,
          status: response.status,
          headers: response.headers,
          text: await response.text(),
        }
      }
      await response.arrayBuffer()
      url = new URL(location, url)
      request = {}
      if (url.origin !== this.origin) {
        return { url: url.href, status: response.status, headers: response.headers, text: '' }
      }
    }
    throw new Error('too many redirects')
  }

  #cookiesFor(url: URL): string {
    return [...this.#cookies]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split('\n')[0]!}=${value}`)
      .join('; ')
  }

  #keep(lines: string[]): void {
    for (const line of lines) {
      const [pair, ...attributes] = line.split(/; */)
      const name = pair!.slice(0, pair!.indexOf('='))
      const value = pair!.slice(pair!.indexOf('=') + 1)
      const attribute = (wanted: string) =>
        attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
      const path = attribute('path') ?? '/'
      const expires = attribute('expires')
      const key = `${name}\n${path}`
      if (expires !== undefined && Date.parse(expires) <= Date.now()) this.#cookies.delete(key)
      else this.#cookies.set(key, { value, path })
    }
  }
}

/** Where the form of a step of the sample issuer is sent to; nothing when the page has no such form. */
export function formAction(page: Visit, step: 'login' | 'consent'): string | undefined {
  return new RegExp(`action="([^"]+/${step})"`).exec(page.text)?.[1]
}
