import { randomBytes } from 'node:crypto'
import { checkNames } from './check-names.js'
import { formFields, type IssuerRequest } from './issuer-request.js'
import { verifiedPayload } from './signature.js'
import { createTestKey, type TestKey } from './test-key.js'

/**
 * How a client proves who it is.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 RFC 6749 section 2.3.1}
 * @see {@link https://www.rfc-editor.org/rfc/rfc7523#section-2.2 RFC 7523 section 2.2} for `private_key_jwt`
 */
export type ClientAuthentication = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'

export interface ClientOptions {
  /** @default the next of 'api-2', 'api-3', … that is free; 'api' is the client of `introspectionOptions` */
  clientId?: string | undefined
  /** The one way in which the client may prove who it is. @default 'client_secret_basic' */
  authentication?: ClientAuthentication | undefined
}

/** A client's credentials, in the form in which a resource server takes them as `introspection`. */
export interface TestClient {
  readonly clientId: string
  readonly authentication: ClientAuthentication
  readonly clientSecret?: string
  /** A JWK with its private members, for `private_key_jwt`. */
  readonly privateKey?: Readonly<Record<string, unknown>>
}

const optionNames = ['clientId', 'authentication'] as const satisfies readonly (keyof ClientOptions)[]

export const clientAuthentications = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const

/** The client of `introspectionOptions`. */
export const apiClientId = 'api'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

interface Registration {
  readonly client: TestClient
  readonly key?: TestKey
}

/** Where and when a client proves who it is. */
export interface ClientCheck {
  /** What an assertion may name as its audience. */
  readonly audiences: readonly string[]
  readonly now: number
}

/** The clients of one issuer that may ask it about tokens. */
export class TestClients {
  readonly #registrations = new Map<string, Registration>()
  readonly #usedAssertions = new Set<string>()

  /** @throws {TypeError} when the way is unknown. A client that is registered again gets new credentials. */
  register(options: ClientOptions = {}): TestClient {
    checkNames('registerClient()', options, optionNames)
    const { clientId = this.#nextId(), authentication = 'client_secret_basic' } = options
    if (!clientAuthentications.includes(authentication)) {
      throw new TypeError(
        `authentication: '${authentication}' is not one of ${clientAuthentications.join(', ')}`,
      )
    }
    const registration =
      authentication === 'private_key_jwt' ? withKey(clientId) : withSecret(clientId, authentication)
    this.#registrations.set(clientId, registration)
    return registration.client
  }

  /** A client that was registered, with its latest credentials. */
  named(clientId: string): TestClient | undefined {
    return this.#registrations.get(clientId)?.client
  }

  #nextId(): string {
    let number = 2
    while (this.#registrations.has(`${apiClientId}-${number}`)) number++
    return `${apiClientId}-${number}`
  }

  /** The client that a request comes from; nothing when it does not prove that in the way that it is registered for. */
  authenticate(request: IssuerRequest, check: ClientCheck): TestClient | undefined {
    const fields = formFields(request)
    if (!fields) return undefined
    const proofs = [
      basicCredentials(request.authorization),
      postCredentials(fields),
      this.#assertedClient(fields, check),
    ].filter((proof) => proof !== undefined)
    // More than one way in one request is a mistake (RFC 6749 §2.3).
    const [proof, second] = proofs
    if (proof === undefined || second !== undefined) return undefined
    const client = this.#registrations.get(proof.clientId)?.client
    if (client?.authentication !== proof.authentication) return undefined
    return proof.clientSecret === client.clientSecret ? client : undefined
  }

  #assertedClient(fields: ReadonlyMap<string, string>, { audiences, now }: ClientCheck): Proof | undefined {
    const assertion = fields.get('client_assertion')
    if (assertion === undefined || fields.get('client_assertion_type') !== assertionType) return undefined
    for (const [clientId, { key }] of this.#registrations) {
      const claims = key && verifiedPayload(assertion, key)
      if (!claims) continue
      const { iss, sub, aud, exp, iat, jti } = claims
      const named = iss === clientId && sub === clientId && audiences.includes(aud as string)
      const inTime =
        typeof exp === 'number' && now < exp && typeof iat === 'number' && iat <= now && exp - iat <= 600
      if (!named || !inTime || typeof jti !== 'string' || this.#usedAssertions.has(jti)) return undefined
      if (fields.has('client_id') && fields.get('client_id') !== clientId) return undefined
      this.#usedAssertions.add(jti)
      return { clientId, authentication: 'private_key_jwt' }
    }
    return undefined
  }
}

interface Proof {
  readonly clientId: string
  readonly authentication: ClientAuthentication
  readonly clientSecret?: string
}

/** Basic credentials with identifier and secret form-encoded inside, as RFC 6749 wants them and RFC 7617 does not. */
function basicCredentials(authorization: string | undefined): Proof | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const [clientId, clientSecret] = [text.slice(0, colon), text.slice(colon + 1)].map(formDecoded)
  if (colon < 0 || clientId === undefined || clientSecret === undefined) return undefined
  return { clientId, authentication: 'client_secret_basic', clientSecret }
}

function postCredentials(fields: ReadonlyMap<string, string>): Proof | undefined {
  const [clientId, clientSecret] = [fields.get('client_id'), fields.get('client_secret')]
  if (clientId === undefined || clientSecret === undefined) return undefined
  return { clientId, authentication: 'client_secret_post', clientSecret }
}

function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** The secret has characters that a client which does not encode it as a form would get wrong. */
function withSecret(clientId: string, authentication: ClientAuthentication): Registration {
  const clientSecret = `${randomBytes(18).toString('base64')} %:&=+~`
  return { client: Object.freeze({ clientId, authentication, clientSecret }) }
}

function withKey(clientId: string): Registration {
  const key = createTestKey({ kid: `${clientId}-key` })
  const { kid, algorithm } = key
  const privateKey = Object.freeze({ ...key.privateKey.export({ format: 'jwk' }), kid, alg: algorithm })
  return { client: Object.freeze({ clientId, authentication: 'private_key_jwt', privateKey }), key }
}
