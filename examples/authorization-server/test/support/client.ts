import { createHash, randomBytes } from 'node:crypto'
import { createDpopProver, type DpopProver } from '@qalqon/testing'
import { Browser, formAction, type Visit } from 'sample-system/browser'

/** The Drive, as every server in these tests knows it. */
export const drive = 'http://127.0.0.1:4100'

export interface Answer {
  readonly status: number
  readonly body: Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON of a test
}

/** A client of the server: it builds authorization requests, and calls the endpoints in its own name. */
export class Client {
  readonly verifier = randomBytes(32).toString('base64url')
  readonly state = randomBytes(8).toString('base64url')

  constructor(
    readonly issuer: string,
    readonly id: string,
    readonly redirectUri: string,
    readonly secret: string | undefined = `${id}-sample-secret`,
    /** Its key, when its tokens are to be bound to one. */
    readonly prover?: DpopProver,
  ) {}

  authorizationUrl(parameters: Record<string, string>): string {
    const url = new URL('/authorize', this.issuer)
    url.search = new URLSearchParams({
      client_id: this.id,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: this.state,
      ...parameters,
    }).toString()
    return url.href
  }

  async post(path: string, fields: Record<string, string>): Promise<Answer> {
    const url = new URL(path, this.issuer)
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        ...(this.secret !== undefined && {
          authorization: `Basic ${Buffer.from(`${this.id}:${this.secret}`).toString('base64')}`,
        }),
        ...(this.prover && { dpop: atThisMoment(this.prover).proof({ method: 'POST', url: url.href }) }),
      },
      body: new URLSearchParams(this.secret === undefined ? { client_id: this.id, ...fields } : fields),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) }
  }

  /** Takes the code out of the redirect and gives it for tokens. */
  async exchange(visit: Visit, fields: Record<string, string> = {}): Promise<Answer> {
    const { searchParams } = new URL(visit.url)
    return this.post('/token', {
      grant_type: 'authorization_code',
      code: searchParams.get('code')!,
      redirect_uri: this.redirectUri,
      code_verifier: this.verifier,
      ...fields,
    })
  }

  refresh(refreshToken: string, fields: Record<string, string> = {}): Promise<Answer> {
    return this.post('/token', { grant_type: 'refresh_token', refresh_token: refreshToken, ...fields })
  }
}

export function photoPrint(issuer: string): Client {
  return new Client(issuer, 'photo-print', 'http://127.0.0.1:4200/callback')
}

export function docSign(issuer: string): Client {
  return new Client(issuer, 'doc-sign', 'http://127.0.0.1:4300/callback')
}

/** The Drive's own page, whose tokens are bound to its key. */
export function driveWeb(issuer: string, url = drive): Client {
  return new Client(issuer, 'drive-web', `${url}/drive/callback`, undefined, createDpopProver())
}

/** Calls an API of the server with a token that is bound to the key of the client. */
export async function call(client: Client, token: string, method: string, path: string): Promise<Answer> {
  const url = new URL(path, client.issuer).href
  const headers = atThisMoment(client.prover!).headers({ method, url, token })
  const response = await fetch(url, { method, headers })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) }
}

function atThisMoment(prover: DpopProver): DpopProver {
  prover.clock.set(Math.floor(Date.now() / 1000))
  return prover
}

/** Signs in on the page that the browser is on. */
export function signIn(browser: Browser, page: Visit, email: string, password = 'password'): Promise<Visit> {
  return browser.submit(formOf(page, 'login'), { email, password })
}

/** Answers the consent page that the browser is on. */
export function decide(browser: Browser, page: Visit, decision: 'allow' | 'deny'): Promise<Visit> {
  return browser.submit(formOf(page, 'consent'), { decision })
}

/** Answers the page that asks whether to sign out. */
export function confirmSignOut(
  browser: Browser,
  page: Visit,
  fields: Record<string, string> = { logout: 'yes' },
): Promise<Visit> {
  const xsrf = /name="xsrf" value="([\w-]+)"/.exec(page.text)?.[1]
  if (xsrf === undefined) throw new Error(`nothing to confirm at ${page.url}: ${page.text}`)
  return browser.submit('/end-session/confirm', { xsrf, ...fields })
}

function formOf(page: Visit, step: 'login' | 'consent'): string {
  const action = formAction(page, step)
  if (action === undefined) throw new Error(`no ${step} form at ${page.url}: ${page.text}`)
  return action
}

/** Signs in, and allows what is asked, in a browser that nobody is signed in to. */
export async function signInAndAllow(
  browser: Browser,
  url: string,
  email = 'alice@example.com',
): Promise<Visit> {
  const page = await signIn(browser, await browser.open(url), email)
  return page.text.includes('/consent"') ? decide(browser, page, 'allow') : page
}

/** Header and payload of a JWT. The signature is checked by the test that is about it. */
export function decode(jwt: string): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  const [header, payload] = jwt
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>)
  return { header: header!, payload: payload! }
}

/** Runs the code flow for a client in a new browser. */
export async function codeFlow(
  client: Client,
  request: Record<string, string>,
  token: Record<string, string> = {},
): Promise<Answer> {
  const landed = await signInAndAllow(new Browser(client.issuer), client.authorizationUrl(request))
  return client.exchange(landed, token)
}

/** Asks about a token as the Drive does, or as another client. */
export function introspect(
  issuer: string,
  token: string,
  client = new Client(issuer, 'drive', ''),
): Promise<Answer> {
  return client.post('/introspect', { token })
}
