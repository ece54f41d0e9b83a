const names = [
  'code',
  'state',
  'nonce',
  'code_verifier',
  'code_challenge',
  'refresh_token',
  'access_token',
  'id_token',
  'logout_token',
  'client_secret',
]

/** Notes every secret that goes over `fetch` of this process: tokens, codes, cookies, proofs, credentials. */
export class Secrets {
  readonly #found = new Set<string>()
  readonly #restore: () => void

  constructor() {
    const original = globalThis.fetch
    globalThis.fetch = async (input, init) => {
      this.#request(new URL(input instanceof Request ? input.url : input), init)
      const response = await original(input, init)
      await this.#answer(response)
      return response
    }
    this.#restore = () => {
      globalThis.fetch = original
    }
  }

  restore(): void {
    this.#restore()
  }

  get all(): readonly string[] {
    return [...this.#found]
  }

  /** Those of which more than a few characters are in a text. */
  shownIn(text: string): readonly string[] {
    return this.all.filter((secret) => windows(secret).some((part) => text.includes(part)))
  }

  #request(url: URL, init: RequestInit | undefined): void {
    // What tells the observer is what is tried here.
    if (url.pathname === '/steps') return
    this.#parameters(url.searchParams)
    if (init?.body instanceof URLSearchParams) this.#parameters(init.body)
    const headers = new Headers(init?.headers)
    for (const name of ['authorization', 'dpop', 'cookie']) {
      for (const text of (headers.get(name) ?? '').split(/[ ;=]+/)) this.#add(text)
    }
  }

  async #answer(response: Response): Promise<void> {
    for (const line of response.headers.getSetCookie())
      this.#add(line.split(';')[0]?.split('=').slice(1).join('=') ?? '')
    const location = response.headers.get('location')
    if (location !== null) this.#parameters(new URL(location, 'http://x').searchParams)
    if (response.headers.get('content-type')?.includes('json') !== true) return
    const body = (await response.clone().json()) as Record<string, unknown>
    this.#parameters(new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)])))
  }

  #parameters(parameters: URLSearchParams): void {
    for (const name of names) for (const value of parameters.getAll(name)) this.#add(value)
  }

  /** The parts of a JWT one by one, as whoever finds one of them could put the rest to it. */
  #add(secret: string): void {
    for (const part of secret.split('.'))
      if (part.length >= 16 && !/^[a-z-]+$/.test(part)) this.#found.add(part)
  }
}

const windows = (secret: string) =>
  Array.from({ length: secret.length - 8 }, (_, at) => secret.slice(at, at + 9))
