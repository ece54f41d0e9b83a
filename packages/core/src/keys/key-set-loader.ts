import type { Emit } from '../events/emit.js'
import { InfrastructureFault, type InfrastructureFaultCode } from '../faults/index.js'
import type { SignatureEngine } from '../engine/signature-engine.js'
import { fetchJson, FetchFailure, type Fetch, type JsonDocument } from './bounded-fetch.js'
import { freshSeconds } from './freshness.js'
import type { KeySetBounds } from './key-set-bounds.js'
import { isJsonWebKeySet, KeySet, readPublicJwks, type OnKeySkipped } from './key-set.js'
import { metadataUrl, readMetadata, type MetadataDocument } from './metadata.js'

/** Where the key set of an issuer is found. */
export interface KeySetLocation {
  readonly issuer: string
  /** Known beforehand; otherwise the issuer's metadata is asked. */
  readonly jwksUri: string | undefined
  /** The metadata documents to ask for, the first that exists counts. */
  readonly documents: readonly MetadataDocument[]
  readonly dangerouslyAllowHttp: boolean
}

/** A key set as it was fetched. */
export interface LoadedKeySet {
  readonly keys: KeySet
  /** For how long the set is fresh, in seconds. */
  readonly freshSeconds: number
}

/** What the loader works with. */
export interface KeySetLoaderParts {
  readonly fetch: Fetch
  readonly engine: SignatureEngine
  readonly bounds: KeySetBounds
  readonly emit: Emit
}

/** Fetches the key set of one issuer: its metadata first, unless the place of the set is known, then the set. */
export class KeySetLoader {
  readonly #location: KeySetLocation
  readonly #parts: KeySetLoaderParts
  #metadata: { readonly jwksUri: string; readonly fetchedAt: number; readonly freshUntil: number } | undefined

  constructor(location: KeySetLocation, parts: KeySetLoaderParts) {
    this.#location = location
    this.#parts = parts
  }

  /**
   * @param before the set that the new one replaces; keys that stand in both are kept as they are
   * @throws {InfrastructureFault} in bounded time, whatever the issuer does.
   */
  load(now: number, before: KeySet | undefined): Promise<LoadedKeySet> {
    return within(this.#parts.bounds.timeoutMs, async (signal) => {
      const jwksUri = this.#location.jwksUri ?? (await this.#discover(now, signal))
      try {
        return await this.#fetchKeySet(jwksUri, before, signal)
      } catch (fault) {
        // Perhaps the set has moved: the next attempt asks the metadata again.
        if (this.#metadata) this.#metadata = { ...this.#metadata, freshUntil: -Infinity }
        throw fault
      }
    })
  }

  async #discover(now: number, signal: AbortSignal): Promise<string> {
    const known = this.#metadata
    if (known && now >= known.fetchedAt && now < known.freshUntil) return known.jwksUri
    let document: JsonDocument
    try {
      // An issuer seldom moves its key set: while its metadata cannot be had, the place known from before serves.
      // Metadata that hangs must then leave time for the set itself.
      document = known
        ? await within(this.#parts.bounds.timeoutMs / 2, (half) => this.#fetchMetadata(half))
        : await this.#fetchMetadata(signal)
    } catch (cause) {
      if (known) return known.jwksUri
      throw this.#fault('metadata_unavailable', `the metadata of ${this.#location.issuer}`, cause)
    }
    const { issuer, dangerouslyAllowHttp } = this.#location
    const metadata = readMetadata(document.value, issuer, dangerouslyAllowHttp)
    if ('problem' in metadata) {
      throw this.#fault('metadata_invalid', `the metadata of ${issuer} cannot be used: ${metadata.problem}`)
    }
    const { jwksUri } = metadata
    const freshUntil = now + freshSeconds(document.headers, this.#parts.bounds)
    this.#metadata = { jwksUri, fetchedAt: now, freshUntil }
    return jwksUri
  }

  /** Only an answer other than 200 leads on to the next document: it says that the first does not exist. */
  async #fetchMetadata(signal: AbortSignal): Promise<JsonDocument> {
    const { issuer, documents } = this.#location
    let missing: unknown
    for (const document of documents) {
      try {
        return await this.#fetch(metadataUrl(issuer, document), signal)
      } catch (cause) {
        if (!(cause instanceof FetchFailure) || cause.status === undefined) throw cause
        missing ??= cause
      }
    }
    throw missing
  }

  async #fetchKeySet(
    jwksUri: string,
    before: KeySet | undefined,
    signal: AbortSignal,
  ): Promise<LoadedKeySet> {
    const { issuer } = this.#location
    const { bounds, engine, emit } = this.#parts
    let document: JsonDocument
    try {
      document = await this.#fetch(jwksUri, signal)
    } catch (cause) {
      throw this.#fault('key_set_unavailable', `the key set of ${issuer}`, cause)
    }
    const jwks = document.value
    if (!isJsonWebKeySet(jwks)) {
      throw this.#fault(
        'key_set_invalid',
        `${jwksUri} did not answer with a JSON Web Key Set (an object with an array "keys")`,
      )
    }
    if (jwks.keys.length > bounds.maxKeys) {
      throw this.#fault(
        'key_set_invalid',
        `${jwksUri} answered with ${jwks.keys.length} keys; keySets.maxKeys allows ${bounds.maxKeys}`,
      )
    }
    const skipped: OnKeySkipped = (kid, reason) => emit({ type: 'key_skipped', issuer, kid, reason })
    // A set without a usable key counts too: so says the issuer, and its tokens are refused until it says otherwise.
    const keys = await KeySet.of(readPublicJwks(jwks, skipped), engine, skipped, before)
    return { keys, freshSeconds: freshSeconds(document.headers, bounds) }
  }

  #fetch(url: string, signal: AbortSignal): Promise<JsonDocument> {
    const { fetch, bounds } = this.#parts
    return fetchJson(url, { fetch, signal, maxBytes: bounds.maxBytes })
  }

  #fault(code: InfrastructureFaultCode, detail: string, cause?: unknown): InfrastructureFault {
    const { issuer } = this.#location
    const reason = cause instanceof Error ? `${detail} cannot be had: ${cause.message}` : detail
    return new InfrastructureFault(code, reason, { issuer, cause })
  }
}

/** Runs a task whose signal fires after some time. */
async function within<T>(timeoutMs: number, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  try {
    return await task(deadline.signal)
  } finally {
    clearTimeout(timer)
  }
}
