import { answer, type Answer, jsonAnswer } from './answer.js'
import { type Discovery, issuerAddresses } from './metadata.js'
import { type Endpoint, outageAnswer, Outages, wrongIssuer } from './outages.js'
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

/** Below this path of the other origin lie the documents to which an outage redirects. */
export const movedPath = '/moved/'

/** The metadata and the key set of an issuer, without a word about how a request reaches them. */
export class IssuerEndpoints {
  readonly requests = new RequestLog()
  readonly outages = new Outages()
  /** The other origin of the outage `redirect`. */
  elsewhere = 'https://elsewhere.test'
  readonly #publication: Publication

  constructor(publication: Publication) {
    this.#publication = publication
  }

  /** Answers one request, and counts it. A host that is not the issuer's has no connection to offer. */
  answer(method: string, url: URL): Answer {
    const address = `${url.origin}${url.pathname}`
    const { openid, oauth } = issuerAddresses(this.#publication.issuer)
    const endpoint =
      address === this.#publication.jwksUri
        ? 'jwks'
        : address === openid || address === oauth
          ? 'metadata'
          : undefined
    this.requests.count(url.href, endpoint)

    const moved = this.#moved(address)
    if (!endpoint && !moved && url.origin !== new URL(this.#publication.issuer).origin) {
      return { kind: 'no-connection' }
    }
    if (method !== 'GET' && method !== 'HEAD') {
      return answer(405, 'text/plain', 'Method Not Allowed', { allow: 'GET, HEAD' })
    }
    if (moved) return this.#document(moved)
    if (!endpoint) return notFound()
    return this.#outage(endpoint) ?? (this.#exists(address) ? this.#document(endpoint) : notFound())
  }

  #outage(endpoint: Endpoint): Answer | undefined {
    const kind = this.outages.at(endpoint)
    switch (kind) {
      case undefined:
        return undefined
      case 'wrong-issuer':
        return jsonAnswer({ ...this.#publication.metadata, issuer: wrongIssuer })
      case 'redirect':
        return answer(302, 'text/plain', 'Found', { location: `${this.elsewhere}${movedPath}${endpoint}` })
      default:
        return outageAnswer(kind)
    }
  }

  #moved(address: string): Endpoint | undefined {
    return (['metadata', 'jwks'] as const).find(
      (endpoint) =>
        this.outages.at(endpoint) === 'redirect' && address === `${this.elsewhere}${movedPath}${endpoint}`,
    )
  }

  #exists(address: string): boolean {
    const { issuer, discovery } = this.#publication
    const { openid, oauth } = issuerAddresses(issuer)
    return !(address === openid && discovery === 'oauth') && !(address === oauth && discovery === 'openid')
  }

  #document(endpoint: Endpoint): Answer {
    const { metadata, metadataCacheControl, jwks, cacheControl } = this.#publication
    return endpoint === 'jwks' ? jsonAnswer(jwks, cacheControl) : jsonAnswer(metadata, metadataCacheControl)
  }
}

function notFound(): Answer {
  return answer(404, 'text/plain', 'Not Found')
}
