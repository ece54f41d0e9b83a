import { answer, type Answer, jsonAnswer } from './answer.js'
import type { Introspection } from './introspection.js'
import type { IssuerRequest } from './issuer-request.js'
import { type Discovery, issuerAddresses } from './metadata.js'
import { type Endpoint, endpoints, outageAnswer, Outages, wrongIssuer } from './outages.js'
import { RequestLog } from './request-log.js'

/** What the endpoints publish; read anew for each request. */
export interface Publication {
  readonly issuer: string
  readonly discovery: Discovery
  readonly metadata: Readonly<Record<string, unknown>>
  readonly metadataCacheControl: string | undefined
  readonly jwksUri: string
  readonly jwks: unknown
  readonly cacheControl: string | undefined
}

/** Below this path of the other origin lie the answers to which an outage redirects. */
export const movedPath = '/moved/'

/** What an issuer serves, without a word about how a request reaches it. */
export class IssuerEndpoints {
  readonly requests = new RequestLog()
  readonly outages = new Outages()
  /** The other origin of the outage `redirect`. */
  elsewhere = 'https://elsewhere.test'
  readonly #publication: Publication
  readonly #introspection: Introspection

  constructor(publication: Publication, introspection: Introspection) {
    this.#publication = publication
    this.#introspection = introspection
  }

  /** Answers one request, and counts it. A host that is not the issuer's has no connection to offer. */
  answer(request: IssuerRequest): Answer {
    const { method, url } = request
    const address = `${url.origin}${url.pathname}`
    const endpoint = this.#endpointAt(address)
    this.requests.count(url.href, endpoint)

    const moved = this.#moved(address)
    if (!endpoint && !moved && url.origin !== new URL(this.#publication.issuer).origin) {
      return { kind: 'no-connection' }
    }
    const asked = moved ?? endpoint
    if (asked !== 'introspection' && method !== 'GET' && method !== 'HEAD') {
      return answer(405, 'text/plain', 'Method Not Allowed', { allow: 'GET, HEAD' })
    }
    if (moved) return this.#good(moved, request)
    if (!endpoint) return notFound()
    return this.#outage(endpoint) ?? (this.#exists(address) ? this.#good(endpoint, request) : notFound())
  }

  #endpointAt(address: string): Endpoint | undefined {
    const { openid, oauth, introspection } = issuerAddresses(this.#publication.issuer)
    if (address === this.#publication.jwksUri) return 'jwks'
    if (address === openid || address === oauth) return 'metadata'
    return address === introspection ? 'introspection' : undefined
  }

  #outage(endpoint: Endpoint): Answer | undefined {
    const kind = this.outages.at(endpoint)
    switch (kind) {
      case undefined:
        return undefined
      case 'wrong-issuer':
        return jsonAnswer({ ...this.#publication.metadata, issuer: wrongIssuer })
      case 'redirect': {
        // 307 keeps a POST a POST, so that a client that follows hands its credentials and the token on.
        const status = endpoint === 'introspection' ? 307 : 302
        return answer(status, 'text/plain', 'Moved', { location: `${this.elsewhere}${movedPath}${endpoint}` })
      }
      default:
        return outageAnswer(kind)
    }
  }

  #moved(address: string): Endpoint | undefined {
    return endpoints.find(
      (endpoint) =>
        this.outages.at(endpoint) === 'redirect' && address === `${this.elsewhere}${movedPath}${endpoint}`,
    )
  }

  #exists(address: string): boolean {
    const { issuer, discovery } = this.#publication
    const { openid, oauth } = issuerAddresses(issuer)
    return !(address === openid && discovery === 'oauth') && !(address === oauth && discovery === 'openid')
  }

  #good(endpoint: Endpoint, request: IssuerRequest): Answer {
    const { metadata, metadataCacheControl, jwks, cacheControl } = this.#publication
    switch (endpoint) {
      case 'jwks':
        return jsonAnswer(jwks, cacheControl)
      case 'metadata':
        return jsonAnswer(metadata, metadataCacheControl)
      case 'introspection':
        return this.#introspection.answer(request)
    }
  }
}

function notFound(): Answer {
  return answer(404, 'text/plain', 'Not Found')
}
