import type { Endpoint } from './outages.js'

/** Addresses that are kept; a test under which more come in only needs the counts. */
const maxUrls = 1000

/** What the issuer was asked, counted when the request comes in, whether it is answered or not. */
export interface IssuerRequests {
  /** Requests for either metadata document, also for one that the issuer does not have. */
  readonly metadata: number
  /** Requests for the key set. */
  readonly jwks: number
  /** Requests for the introspection endpoint. */
  readonly introspection: number
  /** The latest 1000 addresses asked for, oldest first: of the issuer, of a redirect's target, and unknown ones. */
  readonly urls: readonly string[]
  /** Starts counting from nothing. */
  reset(): void
}

const nothing = (): Record<Endpoint, number> => ({ metadata: 0, jwks: 0, introspection: 0 })

export class RequestLog implements IssuerRequests {
  #counts = nothing()
  #urls: string[] = []

  get metadata(): number {
    return this.#counts.metadata
  }

  get jwks(): number {
    return this.#counts.jwks
  }

  get introspection(): number {
    return this.#counts.introspection
  }

  get urls(): readonly string[] {
    return [...this.#urls]
  }

  count(url: string, endpoint: Endpoint | undefined): void {
    if (endpoint) this.#counts[endpoint]++
    this.#urls.push(url)
    if (this.#urls.length > maxUrls) this.#urls.shift()
  }

  reset(): void {
    this.#counts = nothing()
    this.#urls = []
  }
}
