import type { ServerOptions as TlsOptions } from 'node:https'
import type { ConnectionOptions } from 'node:tls'
import { createTestIssuer } from '../test-issuer.js'
import type { EventUnderTest, ResourceServerUnderTest, ServerOptionsUnderTest } from './adapter-under-test.js'
import { checkAnswer } from './answers.js'
import type { Door, Handler, Routes, Served } from './door.js'
import { RawConnection, type RawRequest, type RawResponse } from './raw-request.js'

/** The fixtures of the conformance matrix. */
const I = 'https://as.example'
const R = 'https://rs.example/api'
const N = 1_700_000_000

/** What one check works with: an issuer, and servers that trust it. */
export class Bench<M> {
  readonly door: Door<M>
  readonly issuer = createTestIssuer({ issuer: I, audience: R, now: N })
  readonly events: EventUnderTest[] = []
  #served: Served | undefined
  readonly #connections: RawConnection[] = []

  constructor(door: Door<M>) {
    this.door = door
  }

  /** The resource server that trusts the issuer; no tolerance unless asked for. */
  api(options: Partial<ServerOptionsUnderTest> = {}): M & ResourceServerUnderTest<M> {
    return this.door.resourceServer({
      ...this.issuer.options,
      clockToleranceSeconds: 0,
      onEvent: (event) => this.events.push(event),
      ...options,
    })
  }

  async serve(
    build: (app: Routes<M>) => void,
    onError?: (error: unknown) => void,
    tls?: TlsOptions,
  ): Promise<void> {
    this.#served = await this.door.serve(build, onError, tls)
  }

  /** The resource of the matrix: under `/api`, `GET /x` needs the scope `read`, `POST /x` needs `write`. */
  async serveMatrix(options: Partial<ServerOptionsUnderTest> = {}, tls?: TlsOptions): Promise<void> {
    const { door } = this
    const who: Handler = ({ getAuth }) => ({ subject: getAuth().subject })
    const build = (app: Routes<M>) => {
      app.use(this.api(options))
      app.mount('/api', (api) => {
        api.get('/x', [door.requireScope('read')], who)
        api.post('/x', [door.requireScope('write')], who)
      })
    }
    await this.serve(build, undefined, tls)
  }

  /** Opens a connection; over TLS, where it is told how. */
  async connect(tls?: ConnectionOptions): Promise<RawConnection> {
    if (!this.#served) throw new Error('serve() first')
    const connection = await RawConnection.open(this.#served.port, tls)
    this.#connections.push(connection)
    return connection
  }

  /** Sends a request over a connection, a new one unless it is given, and checks what holds for every answer. */
  async send(request: RawRequest, connection?: RawConnection): Promise<RawResponse> {
    const response = await (connection ?? (await this.connect())).send(request)
    checkAnswer(request, response)
    return response
  }

  /** Sends requests over one connection before any is answered, and checks what holds for every answer. */
  async sendAtOnce(requests: readonly RawRequest[]): Promise<RawResponse[]> {
    const responses = await (await this.connect()).sendAtOnce(requests)
    for (const [at, response] of responses.entries()) {
      const request = requests[at]
      if (request) checkAnswer(request, response)
    }
    return responses
  }

  /** `GET` with these `Authorization` lines. */
  async get(target: string, ...authorization: string[]): Promise<RawResponse> {
    return this.send({ target, lines: authorization.map((value) => `Authorization: ${value}`) })
  }

  bearer(scope?: string): string {
    return `Bearer ${this.issuer.token(scope === undefined ? {} : { scope })}`
  }

  /** How many tokens were verified. */
  get verified(): number {
    return this.events.filter(({ type }) => type === 'token_accepted').length
  }

  /** Whether the issuer was asked for anything. */
  get issuerAsked(): boolean {
    return this.issuer.requests.urls.length > 0
  }

  async close(): Promise<void> {
    for (const connection of this.#connections.splice(0)) connection.close()
    await this.#served?.close()
    this.#served = undefined
  }
}
