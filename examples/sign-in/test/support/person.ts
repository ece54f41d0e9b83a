import { Browser, formAction, type Visit } from 'sample-system/browser'

/** Somebody with a browser, who knows the sample's password. The kit's browser keeps to one origin, so there are two of them. */
export class Person {
  readonly at: { readonly client: Browser; readonly issuer: Browser }

  constructor(
    client: string,
    issuer: string,
    readonly email = 'alice@example.com',
  ) {
    this.at = { client: new Browser(client), issuer: new Browser(issuer) }
  }

  /** Begins a sign-in; the address at the issuer to which the browser is sent. */
  async begin(path = '/begin'): Promise<URL> {
    return new URL((await this.at.client.open(path)).url)
  }

  /** Goes through the pages of the issuer; the address at the client to which the browser is sent back. */
  async answer(authorization: URL, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
    let page = await this.at.issuer.open(authorization.href)
    const login = formAction(page, 'login')
    if (login !== undefined)
      page = await this.at.issuer.submit(login, { email: this.email, password: 'password' })
    const consent = formAction(page, 'consent')
    if (consent !== undefined) page = await this.at.issuer.submit(consent, { decision })
    return new URL(page.url)
  }

  async signIn(path = '/begin'): Promise<Visit> {
    const callback = await this.answer(await this.begin(path))
    return this.at.client.open(callback.href)
  }

  async me(): Promise<{ status: string; sub?: string }> {
    return JSON.parse((await this.at.client.open('/me')).text) as { status: string; sub?: string }
  }

  async act(): Promise<{ status: number; body: unknown }> {
    const { status, text } = await this.at.client.submit('/act', {})
    return { status, body: JSON.parse(text) }
  }
}
