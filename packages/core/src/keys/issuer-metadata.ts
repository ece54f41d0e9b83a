import { InfrastructureFault, type InfrastructureFaultCode } from '../faults/index.js'
import { FetchFailure, type Fetch } from '../http/bounded-request.js'
import { unlessAborted, within } from '../http/deadline.js'
import { fetchJson, type JsonDocument } from '../http/fetch-json.js'
import type { JsonObject } from '../json-object.js'
import { freshSeconds } from './freshness.js'
import type { KeySetBounds } from './key-set-bounds.js'
import {
  metadataUrl,
  readEndpoint,
  readMetadata,
  type EndpointName,
  type MetadataDocument,
} from './metadata.js'

/** Whose metadata, and which. */
export interface MetadataLocation {
  readonly issuer: string
  /** The metadata documents to ask for, the first that exists counts. */
  readonly documents: readonly MetadataDocument[]
  readonly dangerouslyAllowHttp: boolean
}

/** What fetching the metadata works with. */
export interface MetadataParts {
  readonly fetch: Fetch
  readonly bounds: KeySetBounds
}

/** Metadata that serves. Times are seconds since 1970. */
interface Held {
  readonly document: JsonObject
  readonly fetchedAt: number
  readonly freshUntil: number
}

/** How long metadata that failed to be renewed is left alone while the old one serves. */
const pauseSeconds = 30

/**
 * The metadata of one issuer, fetched when it is needed and kept while it is fresh; one fetch at a time, whoever
 * waits for it.
 *
 * @see RFC 8414 §3
 */
export class IssuerMetadata {
  readonly #location: MetadataLocation
  readonly #parts: MetadataParts
  #held: Held | undefined
  #flight: Promise<JsonObject> | undefined

  constructor(location: MetadataLocation, parts: MetadataParts) {
    this.#location = location
    this.#parts = parts
  }

  /**
   * The URL of an endpoint of the issuer.
   *
   * @param signal ends the waiting, and not the fetch, for which others may wait
   * @throws {InfrastructureFault} `metadata_unavailable` or `metadata_invalid`, in bounded time
   */
  async endpoint(name: EndpointName, now: number, signal: AbortSignal): Promise<string> {
    const document = await this.#current(now, signal)
    const endpoint = readEndpoint(document, name, this.#location)
    if ('url' in endpoint) return endpoint.url
    this.expire()
    throw this.#invalid(endpoint.problem)
  }

  /** Perhaps an endpoint has moved: lets the next one who asks fetch the metadata again. */
  expire(): void {
    if (this.#held) this.#held = { ...this.#held, freshUntil: -Infinity }
  }

  async #current(now: number, signal: AbortSignal): Promise<JsonObject> {
    const held = this.#held
    if (held && now >= held.fetchedAt && now < held.freshUntil) return held.document
    const flight = (this.#flight ??= this.#refresh(now).finally(() => this.#end(flight)))
    try {
      return await unlessAborted(flight, signal)
    } catch (thrown) {
      if (thrown instanceof InfrastructureFault) throw thrown
      // Who asks next does not wait for what has just taken too long.
      this.#end(flight)
      throw this.#unavailable(new FetchFailure('it took too long'))
    }
  }

  #end(flight: Promise<JsonObject>): void {
    if (this.#flight === flight) this.#flight = undefined
  }

  async #refresh(now: number): Promise<JsonObject> {
    const { bounds } = this.#parts
    const { issuer } = this.#location
    const held = this.#held
    let fetched: JsonDocument
    try {
      // An issuer seldom moves its endpoints: while its metadata cannot be had, those known from before serve.
      // Metadata that hangs must then leave time for asking the endpoint itself.
      const timeoutMs = held ? bounds.timeoutMs / 2 : bounds.timeoutMs
      fetched = await within(timeoutMs, (signal) => this.#fetch(signal))
    } catch (cause) {
      if (held) {
        this.#held = { ...held, freshUntil: now + pauseSeconds }
        return held.document
      }
      throw this.#unavailable(cause)
    }
    const metadata = readMetadata(fetched.value, issuer)
    if ('problem' in metadata) throw this.#invalid(metadata.problem)
    const freshUntil = now + freshSeconds(fetched.headers, bounds)
    // The rest of the document, which may be large, is not kept.
    const { jwks_uri, introspection_endpoint } = metadata.document
    const document = { jwks_uri, introspection_endpoint }
    this.#held = { document, fetchedAt: now, freshUntil }
    return document
  }

  /** Only an answer other than 200 leads on to the next document: it says that the first does not exist. */
  async #fetch(signal: AbortSignal): Promise<JsonDocument> {
    const { fetch, bounds } = this.#parts
    const { issuer, documents } = this.#location
    let missing: unknown
    for (const document of documents) {
      try {
        return await fetchJson(metadataUrl(issuer, document), { fetch, signal, maxBytes: bounds.maxBytes })
      } catch (cause) {
        if (!(cause instanceof FetchFailure) || cause.status === undefined) throw cause
        missing ??= cause
      }
    }
    throw missing
  }

  #unavailable(cause: unknown): InfrastructureFault {
    const reason = cause instanceof Error ? cause.message : 'unknown cause'
    return this.#fault('metadata_unavailable', `cannot be had: ${reason}`, cause)
  }

  #invalid(problem: string): InfrastructureFault {
    return this.#fault('metadata_invalid', `cannot be used: ${problem}`)
  }

  #fault(code: InfrastructureFaultCode, problem: string, cause?: unknown): InfrastructureFault {
    const { issuer } = this.#location
    return new InfrastructureFault(code, `the metadata of ${issuer} ${problem}`, { issuer, cause })
  }
}
