import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { algorithms, type PublicJwk } from './keys.js'

/** How the issuer answers: as it should, with 500, or never. */
export type Mood = 'good' | 'failing' | 'hanging'

/** An issuer below a path of its own, so that parts of the benchmarks do not meet. */
interface Tenant {
  mood: Mood
  delayMs: number
  requests: number
}

/** The metadata and the key set of issuers, over HTTP. All of them publish the same keys. */
export class IssuerServer {
  readonly #keys: readonly PublicJwk[]
  readonly #tenants = new Map<string, Tenant>()
  readonly #server = createServer((request, response) => void this.#respond(request.url ?? '/', response))
  #origin = ''

  constructor(keys: readonly PublicJwk[]) {
    this.#keys = keys
  }

  /** Begins to listen on a free port of 127.0.0.1, and says at which origin. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this.#origin
  }

  /** How an issuer is to answer from now on, and how long each answer takes. Its requests are counted from zero. */
  set(name: string, mood: Mood, delayMs = 0): void {
    this.#tenants.set(name, { mood, delayMs, requests: 0 })
  }

  requests(name: string): number {
    return this.#tenants.get(name)?.requests ?? 0
  }

  async close(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  async #respond(path: string, response: ServerResponse): Promise<void> {
    const [, name = '', ...rest] = path.split('/')
    const tenant = this.#tenants.get(name)
    const body = tenant && this.#documents(`${this.#origin}/${name}`)[rest.join('/')]
    if (tenant) tenant.requests += 1
    if (tenant?.mood === 'hanging') return
    if (tenant && tenant.delayMs > 0) await setTimeout(tenant.delayMs)
    const status = tenant?.mood === 'failing' ? 500 : body === undefined ? 404 : 200
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body ?? {}))
  }

  #documents(issuer: string): Readonly<Record<string, object>> {
    return {
      jwks: { keys: this.#keys },
      '.well-known/openid-configuration': {
        issuer,
        jwks_uri: `${issuer}/jwks`,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: algorithms,
      },
    }
  }
}
