import * as client from 'openid-client'
import { ResourceUnavailable } from '../errors.js'
import type { Issuer } from '../issuer.js'
import type { Settings } from '../options.js'
import type { Proofs } from '../proof-key.js'
import type { SignedInRecord, StoredAccessToken } from '../signed-in-record.js'
import { causeOf } from './failure.js'

/** A body, or what makes one: only that can be sent again when the resource asks for a nonce, or for a fresh token. */
export type ResourceBody = NonNullable<RequestInit['body']> | (() => NonNullable<RequestInit['body']>)

export interface ResourceRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: ResourceBody
  /** How long the answer may take to begin; its body is not limited. @default 10000 */
  readonly timeoutMs?: number
  /** Gives up, also while the body is under way. */
  readonly signal?: AbortSignal
}

/** An answer of a resource, whatever its status, with its challenges taken apart (RFC 9110 §11.6.1). */
export interface ResourceAnswer {
  readonly response: Response
  readonly challenges: readonly client.WWWAuthenticateChallenge[]
}

/** Sends requests with an access token, as bearer or bound to the key of the session, and streams both ways. */
export class ProtectedResource {
  constructor(
    private readonly settings: Settings,
    private readonly issuer: Issuer,
    private readonly proofs: Proofs,
  ) {}

  /** @throws {ResourceUnavailable} when there is no answer */
  async fetch(
    record: SignedInRecord,
    token: StoredAccessToken,
    url: URL,
    request: ResourceRequest = {},
  ): Promise<ResourceAnswer> {
    const { method = 'GET', headers = {} } = request
    const base = await this.issuer.configuration()
    // One for this request: what is sent and for how long it may take is not the same for all.
    const { configuration, standingAnswer } = this.#oneRequest(base, request)
    try {
      const options = await this.proofs.options(base, record.proofKey)
      const response = await client.fetchProtectedResource(
        configuration,
        token.token,
        url,
        method,
        undefined,
        new Headers(headers),
        options,
      )
      return { response, challenges: [] }
    } catch (error) {
      if (error instanceof client.WWWAuthenticateChallengeError) {
        return { response: error.response, challenges: error.cause }
      }
      // A body that was read once is gone, and cannot be sent again: the answer to the first request stands.
      const first = standingAnswer()
      if (first) return { response: first, challenges: [] }
      throw new ResourceUnavailable(`no answer from ${url.origin}`, { cause: causeOf(error) })
    }
  }

  #oneRequest(base: client.Configuration, request: ResourceRequest) {
    const { fetch, clientId } = this.settings
    const configuration = new client.Configuration(base.serverMetadata(), clientId)
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the mark is a warning; http is for loopback alone, see options.ts
    client.allowInsecureRequests(configuration)
    configuration.timeout = undefined
    let answer: Response | undefined
    let stands = false
    configuration[client.customFetch] = async (url, options) => {
      const { body, again } = bodyOf(request)
      stands = answer !== undefined && !again
      if (stands) throw new Error('the body cannot be sent again')
      const limit = new AbortController()
      const timer = setTimeout(() => limit.abort(), request.timeoutMs ?? this.settings.timeoutMs)
      const signal = request.signal ? AbortSignal.any([limit.signal, request.signal]) : limit.signal
      try {
        answer = await fetch(url, {
          ...options,
          signal,
          ...(body !== undefined && ({ body, duplex: 'half' } as object)),
        })
        return answer
      } finally {
        clearTimeout(timer)
      }
    }
    return { configuration, standingAnswer: () => (stands ? answer : undefined) }
  }
}

function bodyOf({ body }: ResourceRequest): { body: RequestInit['body'] | undefined; again: boolean } {
  if (typeof body === 'function') return { body: body(), again: true }
  return { body, again: !(body instanceof ReadableStream) }
}
