import type { Emit } from '../events/emit.js'
import { InfrastructureFault, type InfrastructureFaultCode } from '../faults/index.js'
import type { SignatureEngine } from '../engine/signature-engine.js'
import type { Fetch } from '../http/bounded-request.js'
import { within } from '../http/deadline.js'
import { fetchJson, type JsonDocument } from '../http/fetch-json.js'
import { freshSeconds } from './freshness.js'
import type { IssuerMetadata } from './issuer-metadata.js'
import type { KeySetBounds } from './key-set-bounds.js'
import { isJsonWebKeySet, KeySet, readPublicJwks, type OnKeySkipped } from './key-set.js'

/** Where the key set of an issuer is found. */
export interface KeySetLocation {
  readonly issuer: string
  /** Its URL, or the metadata that names it. */
  readonly jwksUri: string | IssuerMetadata
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

  constructor(location: KeySetLocation, parts: KeySetLoaderParts) {
    this.#location = location
    this.#parts = parts
  }

  /**
   * @param before the set that the new one replaces; keys that stand in both are kept as they are
   * @throws {InfrastructureFault} in bounded time, whatever the issuer does.
   */
  load(now: number, before: KeySet | undefined): Promise<LoadedKeySet> {
    const { jwksUri } = this.#location
    return within(this.#parts.bounds.timeoutMs, async (signal) => {
      if (typeof jwksUri === 'string') return this.#fetchKeySet(jwksUri, before, signal)
      const url = await jwksUri.endpoint('jwks_uri', now, signal)
      try {
        return await this.#fetchKeySet(url, before, signal)
      } catch (fault) {
        // Perhaps the set has moved: the next attempt asks the metadata again.
        jwksUri.expire()
        throw fault
      }
    })
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
