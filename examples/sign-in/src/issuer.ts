import * as client from 'openid-client'
import { ConfigurationError, IssuerUnavailable } from './errors.js'
import type { Settings } from './options.js'
import { causeOf } from './tokens/failure.js'

const freshMs = 60 * 60_000

/** What is known of the issuer, by discovery. Asked for when it is needed first, so that a client starts without it. */
export class Issuer {
  #found: { readonly configuration: client.Configuration; readonly at: number } | undefined
  #asking: Promise<client.Configuration> | undefined

  constructor(private readonly settings: Settings) {}

  /**
   * The client of `openid-client` for this issuer. What was found is good for an hour; after that it serves on while it is asked for
   * again, since an issuer that is away or slow must not hold up requests that do not need it.
   *
   * @throws {IssuerUnavailable} when nothing was found yet
   * @throws {ConfigurationError} when the issuer has another name than it is called here
   */
  async configuration(): Promise<client.Configuration> {
    const found = this.#found
    if (found && this.settings.clock() - found.at < freshMs) return found.configuration
    this.#asking ??= this.#discover().finally(() => (this.#asking = undefined))
    if (found) {
      this.#asking.catch(() => undefined) // the next request asks again
      return found.configuration
    }
    try {
      return await this.#asking
    } catch (error) {
      if (error instanceof ConfigurationError) throw error
      throw new IssuerUnavailable('the metadata of the issuer cannot be had', { cause: causeOf(error) })
    }
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret, fetch, timeoutMs } = this.settings
    const configuration = await client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      client.ClientSecretBasic(clientSecret),
      {
        timeout: timeoutMs / 1000,
        [client.customFetch]: fetch,
        execute: [
          // The signature of an ID token is checked although it comes straight from the issuer: on loopback there is no TLS.
          client.enableNonRepudiationChecks,
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- the mark is a warning; http is for loopback alone, see options.ts
          ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
        ],
      },
    )
    // Names are compared character by character in tokens (RFC 8414 §3.3); discovery alone does not mind a slash at the end.
    const name = configuration.serverMetadata().issuer
    if (name !== issuer) throw new ConfigurationError(`issuer: set it to ${name}, as it calls itself`)
    this.#found = { configuration, at: this.settings.clock() }
    return configuration
  }
}
