import { InfrastructureFault, type InfrastructureFaultCode } from '../faults/index.js'
import { AnswerTooLarge, type Fetch } from '../http/bounded-request.js'
import { within } from '../http/deadline.js'
import { postForm, type FormAnswer } from '../http/post-form.js'
import type { IssuerMetadata } from '../keys/issuer-metadata.js'
import { formEncoded, type ClientAuthentication, type ClientCredentials } from './client-authentication.js'
import { errorIn, readAnswer, type IntrospectionAnswer } from './introspection-answer.js'

/** What the endpoint is asked with. */
export interface IntrospectionEndpointParts {
  readonly issuer: string
  /** Its URL, or the metadata that names it. */
  readonly endpoint: string | IssuerMetadata
  readonly authenticate: ClientAuthentication
  readonly fetch: Fetch
  readonly timeoutMs: number
  readonly maxBytes: number
}

/** A question that was not answered. */
export interface Unanswered {
  readonly fault: InfrastructureFault
  /**
   * Whether the endpoint fails, as opposed to this one question. Anybody can send a token that an issuer cannot digest,
   * and must not be able to make it look as if the endpoint were down.
   */
  readonly ofEndpoint: boolean
}

interface Prepared {
  readonly url: string
  readonly credentials: ClientCredentials
}

/** The statuses with which an endpoint refuses a question for what stands in it. */
const aboutTheQuestion: readonly number[] = [400, 413, 414, 422, 431]

/** The statuses of a URL that is another one, or for something else. */
const noSuchEndpoint: readonly number[] = [404, 405]

/**
 * The introspection endpoint of one issuer.
 *
 * @see RFC 7662 §2
 */
export class IntrospectionEndpoint {
  readonly #parts: IntrospectionEndpointParts

  constructor(parts: IntrospectionEndpointParts) {
    this.#parts = parts
  }

  /** Asks about a token. It never rejects, and takes no longer than allowed, whatever the other side does. */
  async ask(token: string, now: number): Promise<IntrospectionAnswer | Unanswered> {
    const { endpoint, timeoutMs } = this.#parts
    const answer = await within(timeoutMs, (signal) => this.#ask(token, now, signal))
    // Perhaps the endpoint has moved: the next question asks the metadata again.
    if ('fault' in answer && answer.ofEndpoint && typeof endpoint !== 'string') endpoint.expire()
    return answer
  }

  /** Finds the endpoint and tries the key, so that the first request need not. @throws {InfrastructureFault} */
  async ready(now: number): Promise<void> {
    const prepared = await within(this.#parts.timeoutMs, (signal) => this.#prepare(now, signal))
    if ('fault' in prepared) throw prepared.fault
  }

  async #ask(token: string, now: number, signal: AbortSignal): Promise<IntrospectionAnswer | Unanswered> {
    const { fetch, maxBytes } = this.#parts
    const prepared = await this.#prepare(now, signal)
    if ('fault' in prepared) return prepared
    const { url, credentials } = prepared
    const form = {
      fields: new URLSearchParams({ token, token_type_hint: 'access_token', ...credentials.fields }),
      headers: credentials.headers,
      // As it stands in the form, too.
      secrets: [token, formEncoded(token), ...credentials.secrets],
    }
    try {
      return this.#read(url, await postForm(url, form, { fetch, signal, maxBytes }))
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : 'unknown cause'
      // A long answer can be about a token with many claims.
      if (cause instanceof AnswerTooLarge)
        return this.#failed('introspection_invalid', `${url}: ${reason}`, false)
      return this.#failed('introspection_unavailable', `the introspection endpoint cannot be had: ${reason}`)
    }
  }

  async #prepare(now: number, signal: AbortSignal): Promise<Prepared | Unanswered> {
    const { endpoint, authenticate } = this.#parts
    let url: string
    try {
      url =
        typeof endpoint === 'string'
          ? endpoint
          : await endpoint.endpoint('introspection_endpoint', now, signal)
    } catch (thrown) {
      return { fault: thrown as InfrastructureFault, ofEndpoint: true }
    }
    try {
      return { url, credentials: await authenticate(now) }
    } catch {
      // What the runtime says of a key that it cannot use is not passed on: nobody knows what it repeats.
      return this.#failed(
        'introspection_denied',
        'introspection.privateKey: no assertion can be signed with this key',
      )
    }
  }

  #read(url: string, { status, octets }: FormAnswer): IntrospectionAnswer | Unanswered {
    if (status === 200) {
      const answer = readAnswer(octets)
      if (!('problem' in answer)) return answer
      return this.#failed('introspection_invalid', `the answer of ${url} cannot be used: ${answer.problem}`)
    }
    const error = errorIn(octets)
    const answered = `${url} answered with status ${status}${error === undefined ? '' : ` (${error})`}`
    if (status === 401 || status === 403 || error === 'invalid_client' || error === 'unauthorized_client') {
      return this.#failed(
        'introspection_denied',
        `${answered}: check introspection.clientId, its secret or key, how it is registered to authenticate, and whether it may introspect`,
      )
    }
    if (aboutTheQuestion.includes(status)) {
      const hint =
        error === 'unsupported_token_type'
          ? "; it may not answer about JWTs: introspection.tokens 'opaque'"
          : ''
      return this.#failed('introspection_invalid', `${answered}${hint}`, false)
    }
    const elsewhere = noSuchEndpoint.includes(status) ? `: ${this.#whereItIs()}` : ''
    return this.#failed('introspection_unavailable', `${answered}${elsewhere}`)
  }

  /** What to look at when nothing answers questions at that URL. */
  #whereItIs(): string {
    return typeof this.#parts.endpoint === 'string'
      ? 'compare introspection.endpoint with introspection_endpoint in the metadata of the issuer'
      : 'so the metadata of the issuer calls it; set introspection.endpoint if that is wrong'
  }

  #failed(code: InfrastructureFaultCode, detail: string, ofEndpoint = true): Unanswered {
    const { issuer } = this.#parts
    return { fault: new InfrastructureFault(code, detail, { issuer }), ofEndpoint }
  }
}
