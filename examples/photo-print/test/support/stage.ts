import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { Browser, formAction, type Visit } from 'sample-system/browser'
import { freePort } from 'sample-system/free-port'
import { Sample } from 'sample-system/temporary-sample'
import { memoryStores, type RecordsOptions, type SignInEvent, type Stores } from 'sign-in'
import { createApp } from '../../src/app.js'
import { readEnvironment } from '../../src/environment.js'

/** One of the two applications in this process, the issuer and the Drive in processes of their own. */
export class Stage {
  readonly events: SignInEvent[] = []
  readonly log: string[] = []
  /** Whether the store of the application is broken. */
  broken = false
  /** Milliseconds that the clock of the application is ahead. */
  ahead = 0
  #server: Server | undefined

  private constructor(
    readonly sample: Sample,
    readonly url: string,
    readonly drive: string,
  ) {}

  /**
   * @param drive stands in for the real one
   * @param environment of the authorization server
   */
  static async start(
    app: 'photo-print' | 'doc-sign',
    drive?: string,
    environment: Record<string, string> = {},
  ): Promise<Stage> {
    const sample = await Sample.create()
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    await sample.start('authorizationServer', {
      PHOTO_PRINT_URL: url,
      DOC_SIGN_URL: url,
      ...(drive !== undefined && { DRIVE_AUDIENCE: drive }),
      ...environment,
    })
    if (drive === undefined) await sample.start('drive', {}, () => undefined)
    const stage = new Stage(sample, url, drive ?? sample.drive)
    await stage.#listen(app, port)
    return stage
  }

  async #listen(app: string, port: number): Promise<void> {
    const environment = readEnvironment({
      APP: app,
      PORT: String(port),
      ISSUER: this.sample.issuer,
      DRIVE_URL: this.drive,
      SAMPLE_PARTS: `Photo Print=${this.url}`,
    })
    const clock = () => Date.now() + this.ahead
    this.#server = createServer(
      createApp({
        environment,
        stores: this.#breakable(memoryStores(clock)),
        clock,
        onEvent: (event) => this.events.push(event),
        log: (event) => this.log.push(event),
      }),
    ).listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  #breakable(stores: Stores): Stores {
    return {
      ...stores,
      records: <T extends object>(kind: string, options: RecordsOptions) => {
        const records = stores.records<T>(kind, options)
        const get = (key: string) =>
          this.broken ? Promise.reject(new Error('the store is broken')) : records.get(key)
        return new Proxy(records, {
          get: (target, name) => (name === 'get' ? get : bound(target, name)),
        })
      },
    }
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections()
    this.#server?.close()
    await this.sample.remove()
  }

  visitor(email?: string): Visitor {
    return new Visitor(this, email)
  }

  /** Somebody who has connected their Drive. */
  async connected(email?: string): Promise<Visitor> {
    const visitor = this.visitor(email)
    await visitor.connect()
    return visitor
  }
}

/** Somebody with a browser. That of the kit keeps to one origin, so there are two of them. */
export class Visitor {
  readonly browser: Browser
  readonly atIssuer: Browser

  constructor(
    stage: Stage,
    readonly email = 'alice@example.com',
  ) {
    this.browser = new Browser(stage.url)
    this.atIssuer = new Browser(stage.sample.issuer)
  }

  open(path: string): Promise<Visit> {
    return this.browser.open(path)
  }

  post(path: string, fields: Record<string, string> = {}): Promise<Visit> {
    return this.browser.submit(path, fields)
  }

  async speak(language: 'en' | 'uz'): Promise<void> {
    await this.post('/language', { language, back: '/' })
  }

  /** Presses a button that leads to the issuer, goes through its pages, and comes back. */
  async connect(path = '/connect', decision: 'allow' | 'deny' = 'allow'): Promise<Visit> {
    let page = await this.atIssuer.open((await this.post(path)).url)
    const login = formAction(page, 'login')
    if (login !== undefined) {
      page = await this.atIssuer.submit(login, { email: this.email, password: 'password' })
    }
    const consent = formAction(page, 'consent')
    if (consent !== undefined) page = await this.atIssuer.submit(consent, { decision })
    return this.browser.open(page.url)
  }

  /** Says yes where the issuer asks whether to sign out. */
  confirmSignOut({ text, url }: Visit): Promise<Visit> {
    const [, action] = /action="([^"]+)"/.exec(text) ?? []
    const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(text) ?? []
    if (action === undefined || xsrf === undefined) throw new Error(`nothing to confirm at ${url}: ${text}`)
    return this.atIssuer.submit(action, { xsrf, logout: 'yes' })
  }
}

/** What a page says to people, without its markup. */
export function wordsOf({ text }: Visit): string {
  return text
    .replace(/<(script|style|head)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
}

function bound(target: object, name: string | symbol): unknown {
  const member: unknown = Reflect.get(target, name)
  return typeof member === 'function' ? (member.bind(target) as unknown) : member
}
