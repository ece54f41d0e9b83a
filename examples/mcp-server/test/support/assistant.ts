import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import { Browser, formAction, type Visit } from 'sample-system/browser'

/** A request that the client has made, and what came back. */
export interface Exchange {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
  readonly form: URLSearchParams | undefined
  readonly status: number
  readonly challenge: string | undefined
}

/**
 * A client of MCP as the SDK makes it, for a person with a browser. It knows the URL of the server, and the id under which the issuer
 * knows it. Everything else is for the SDK to find out.
 */
export class Assistant implements OAuthClientProvider {
  readonly redirectUrl = 'http://127.0.0.1:53682/callback'
  readonly clientMetadata = { redirect_uris: [this.redirectUrl], client_name: 'Notes assistant' }
  readonly client = new Client({ name: 'assistant', version: '1.0.0' })
  /** All requests of the SDK. */
  readonly exchanges: Exchange[] = []
  /** Where it has sent the browser. */
  readonly authorizationUrls: URL[] = []
  readonly transport: StreamableHTTPClientTransport
  #tokens: OAuthTokens | undefined
  #verifier = ''

  constructor(readonly serverUrl: string) {
    this.transport = this.#newTransport()
  }

  clientInformation = () => ({ client_id: 'notes-assistant' })
  tokens = () => this.#tokens
  saveTokens = (tokens: OAuthTokens): void => void (this.#tokens = tokens)
  codeVerifier = () => this.#verifier
  saveCodeVerifier = (verifier: string): void => void (this.#verifier = verifier)
  state = () => 'the-state'

  /** A challenge names what one request needs; a client asks for that and for what it had, or it would lose the one for the other. */
  redirectToAuthorization(url: URL): void {
    const before = this.#tokens?.scope?.split(' ') ?? []
    const needed = url.searchParams.get('scope')?.split(' ') ?? []
    url.searchParams.set('scope', [...new Set([...before, ...needed])].join(' '))
    this.authorizationUrls.push(url)
  }

  /** Signs in where the SDK has sent the browser, allows what is asked, and hands the code to the SDK. */
  async signInAndAllow(transport = this.transport): Promise<void> {
    const start = this.authorizationUrls.at(-1)!
    const browser = new Browser(start.origin)
    let page: Visit = await browser.open(start.href)
    page = await browser.submit(formAction(page, 'login')!, {
      email: 'alice@example.com',
      password: 'password',
    })
    page = await browser.submit(formAction(page, 'consent')!, { decision: 'allow' })
    const { origin, pathname, searchParams } = new URL(page.url)
    expect(origin + pathname).toBe(this.redirectUrl)
    expect(searchParams.get('state')).toBe('the-state')
    await transport.finishAuth(searchParams.get('code')!)
  }

  /** A transport connects once: after the sign-in the client begins again with a new one. */
  async connectAgain(): Promise<StreamableHTTPClientTransport> {
    const transport = this.#newTransport()
    await this.client.connect(transport)
    return transport
  }

  async call(name: string, input: Record<string, unknown> = {}): Promise<readonly string[]> {
    const { content } = (await this.client.callTool({ name, arguments: input })) as CallToolResult
    return content.map((part) => (part.type === 'text' ? part.text : part.type))
  }

  #newTransport(): StreamableHTTPClientTransport {
    return new StreamableHTTPClientTransport(new URL(this.serverUrl), {
      authProvider: this,
      fetch: async (url, init) => {
        const response = await fetch(url, init)
        const { status, headers } = response
        this.exchanges.push({
          method: init?.method ?? 'GET',
          url: String(url),
          authorization: new Headers(init?.headers).get('authorization') ?? undefined,
          form: init?.body instanceof URLSearchParams ? init.body : undefined,
          status,
          challenge: headers.get('www-authenticate') ?? undefined,
        })
        return response
      },
    })
  }
}
