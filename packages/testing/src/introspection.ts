import { answer, type Answer, jsonAnswer } from './answer.js'
import { formFields, type IssuerRequest } from './issuer-request.js'
import { issuerAddresses } from './metadata.js'
import { type IntrospectionAnswer, OpaqueTokens } from './opaque-tokens.js'
import { verifiedPayload } from './signature.js'
import { TestClients } from './test-clients.js'
import type { TestKey } from './test-key.js'

/** What the introspection endpoint has to know of its issuer; read anew for each request. */
export interface IntrospectingIssuer {
  readonly issuer: string
  readonly now: number
  readonly keys: readonly TestKey[]
}

/**
 * The introspection endpoint of an issuer: who may ask it, and what it knows of tokens.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7662#section-2 RFC 7662 section 2}
 */
export class Introspection {
  readonly clients = new TestClients()
  readonly tokens = new OpaqueTokens()
  readonly #issuer: IntrospectingIssuer

  constructor(issuer: IntrospectingIssuer) {
    this.#issuer = issuer
  }

  answer(request: IssuerRequest): Answer {
    const { issuer, now } = this.#issuer
    if (request.method !== 'POST') return answer(405, 'text/plain', 'Method Not Allowed', { allow: 'POST' })
    const fields = formFields(request)
    if (!fields) return refused(400, 'invalid_request')
    const audiences = [issuer, issuerAddresses(issuer).introspection]
    if (!this.clients.authenticate(request, { audiences, now })) {
      return refused(401, 'invalid_client', { 'www-authenticate': 'Basic realm="test issuer"' })
    }
    const token = fields.get('token')
    if (token === undefined) return refused(400, 'invalid_request')
    const known = this.tokens.answer(token, now, (text) => this.#signed(text))
    return jsonAnswer(known, 'no-store')
  }

  /** A JWT of this issuer is answered from what stands in it. */
  #signed(token: string): IntrospectionAnswer | undefined {
    const { issuer, keys } = this.#issuer
    const payloads = keys.map((key) => verifiedPayload(token, key))
    const claims = payloads.find((payload) => payload !== undefined)
    return claims?.iss === issuer ? { active: true, token_type: 'Bearer', ...claims } : undefined
  }
}

function refused(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return answer(status, 'application/json', JSON.stringify({ error }), headers)
}
