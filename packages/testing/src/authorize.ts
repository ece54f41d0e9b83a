import { checkNames } from './check-names.js'
import { proofTarget, tokenProofNames, type TokenProof } from './proof-target.js'

/** A request that is being made, as supertest and superagent have it. */
export interface AuthorizableRequest {
  readonly method: string
  /** The whole URL. */
  readonly url: string
  set(name: string, value: string): unknown
}

/** How a request proves that its client holds the key of the token. */
export interface AuthorizeOptions extends TokenProof {
  /** The nonce that the server has given, the field `DPoP-Nonce` of its last answer. @default no `nonce` in the proof */
  readonly nonce?: string | undefined
}

const optionNames = [...tokenProofNames, 'nonce'] as const satisfies readonly (keyof AuthorizeOptions)[]

/**
 * Puts a token into a request of supertest: as a bearer token, or with a prover as a bound token and a proof for this one request.
 * It sends nothing.
 *
 * supertest reaches an API at a port of loopback, and the API expects proofs for the URL that its clients know: name that with
 * `publicUrl` or `audience`.
 *
 * @example await authorize(request(app).get('/files'), issuer.token({ scope: 'files.read' })).expect(200)
 * @example await authorize(request(app).get('/files'), issuer.token({ boundTo: prover }), { prover, audience: issuer.audience })
 * @returns the request
 * @throws {TypeError} when an option is misspelt or does nothing, the token is missing, or what is handed in is no request
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-2.1 RFC 6750 section 2.1}
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-7.1 RFC 9449 section 7.1}
 */
export function authorize<Request extends AuthorizableRequest>(
  request: Request,
  token: string,
  options: AuthorizeOptions = {},
): Request {
  checkNames('authorize()', options, optionNames)
  if (typeof token !== 'string') throw new TypeError('authorize(): expected the token of the request')
  const { method, url, set } = request as Partial<AuthorizableRequest>
  if (typeof method !== 'string' || typeof url !== 'string' || typeof set !== 'function')
    throw new TypeError('authorize(): expected a request of supertest, such as request(app).get("/files")')
  const { prover, nonce } = options
  const target = proofTarget('authorize()', options)
  if (!prover) {
    if (nonce !== undefined)
      throw new TypeError('authorize(): a nonce goes into a proof: hand in the prover of the token')
    request.set('Authorization', `Bearer ${token}`)
    return request
  }
  const { authorization, dpop } = prover.headers({ method, url: target(url), token }, { nonce })
  request.set('Authorization', authorization)
  request.set('DPoP', dpop)
  return request
}
