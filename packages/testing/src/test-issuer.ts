import { IssuerEndpoints, type Publication } from './issuer-endpoints.js'
import { issuerFetch } from './issuer-fetch.js'
import { type IssuerServer, listen } from './issuer-server.js'
import { logoutToken, logoutTokenOptionNames, type LogoutTokenOptions } from './logout-token.js'
import { type AddKeyOptions, TestKeySet } from './key-set.js'
import { assertIssuer, type Discovery, issuerMetadata, jwksUriFrom, originOf } from './metadata.js'
import { type IntrospectingIssuer, Introspection } from './introspection.js'
import type { IntrospectingResourceServerOptions, ResourceServerOptions } from './resource-server-options.js'
import type { OutageKind, OutageOptions } from './outages.js'
import { type TokenKinds, tokenKinds } from './providers/provider.js'
import { providerOf } from './providers/test-provider.js'
import type { IssuerRequests } from './request-log.js'
import { signCompact } from './signature.js'
import { checkNames } from './check-names.js'
import { createTestClock, type TestClock } from './test-clock.js'
import {
  issuerOptionNames,
  type ListenOptions,
  type SignOptions,
  type TestIssuerOptions,
} from './test-issuer-options.js'
import type { TestAlgorithm, TestKey } from './test-key.js'
import { apiClientId, type ClientOptions, type TestClient } from './test-clients.js'
import * as tokens from './token-claims.js'
import type { OpaqueTokenOptions, TokenOptions } from './token-claims.js'

/**
 * Makes an OAuth 2.0 issuer for tests: it signs tokens, publishes its metadata and keys through a `fetch` of its own
 * or over loopback HTTP, and fails on demand. It asks no one for a password and has no token endpoint.
 *
 * Its keys are random for each issuer, so its tokens are good for nothing but the API that a test points at it.
 *
 * @throws {TypeError} when `issuer` or `jwksUri` is not an http(s) URL without query and fragment, or `algorithm` or `provider`
 *   is unknown
 * @throws {RangeError} when `now` is not a finite number
 */
export function createTestIssuer(options: TestIssuerOptions = {}): TestIssuer {
  return new TestIssuer(options)
}

/** See {@link createTestIssuer}. */
export class TestIssuer {
  /** The identifier of the API under test. */
  readonly audience: string
  /** Stands still until a test moves it; tokens take their `iat` from it. */
  readonly clock: TestClock
  /** Reaches this issuer and nothing else, without a network. */
  readonly fetch: typeof globalThis.fetch
  /** What the issuer was asked, through `fetch` and over HTTP. */
  readonly requests: IssuerRequests
  /** `Cache-Control` of the key set; undefined sends none. */
  cacheControl: string | undefined
  /** `Cache-Control` of the metadata; undefined sends none. */
  metadataCacheControl: string | undefined
  /** Which metadata documents exist. */
  discovery: Discovery

  #issuer: string
  #metadataChanges: Readonly<Record<string, unknown>> = {}
  #server: IssuerServer | undefined
  readonly #tokens: TokenKinds
  readonly #jwksUri: (issuer: string) => string
  readonly #algorithm: TestAlgorithm
  readonly #keySet: TestKeySet
  readonly #endpoints: IssuerEndpoints
  readonly #introspection: Introspection

  constructor(options: TestIssuerOptions) {
    checkNames('createTestIssuer()', options, issuerOptionNames)
    const provider = providerOf(options.provider)
    const { issuer = provider.issuer, audience = provider.audience, algorithm = provider.algorithm } = options
    assertIssuer(issuer)
    this.#tokens = tokenKinds(provider)
    this.#jwksUri = jwksUriFrom(options.jwksUri, provider)
    this.#issuer = issuer
    this.audience = audience
    this.#algorithm = algorithm
    this.discovery = options.discovery ?? 'both'
    this.clock = createTestClock(options.now)
    this.#keySet = new TestKeySet(algorithm)
    const publication = this.#publication()
    this.#introspection = new Introspection(publication)
    this.#endpoints = new IssuerEndpoints(publication, this.#introspection)
    this.fetch = issuerFetch(this.#endpoints)
    this.requests = this.#endpoints.requests
  }

  /** The issuer's identifier, the `iss` of its tokens. Changes when the issuer begins to listen. */
  get issuer(): string {
    return this.#issuer
  }

  /** Ready to spread: `resourceServer({ ...issuer.options })`. Its `fetch` stays in process, also while listening. */
  get options(): ResourceServerOptions {
    return { issuer: this.#issuer, audience: this.audience, fetch: this.fetch, clock: this.clock }
  }

  /**
   * The same for an API that takes opaque tokens: `resourceServer({ ...issuer.introspectionOptions })`. Its client is
   * called `api`, has a secret and sends it in the `Authorization` field, unless a client of that name was registered in
   * another way. `registerClient()` makes others.
   */
  get introspectionOptions(): IntrospectingResourceServerOptions {
    const { clients } = this.#introspection
    const introspection = clients.named(apiClientId) ?? clients.register({ clientId: apiClientId })
    return { ...this.options, issuer: { issuer: this.#issuer, introspection } }
  }

  /**
   * Registers a client that may ask the introspection endpoint about tokens, and returns its credentials: they are the
   * `introspection` of an issuer in the options of a resource server. A client that is registered again, by its `clientId`,
   * gets new ones.
   *
   * @throws {TypeError} when the way to authenticate is unknown
   */
  registerClient(options?: ClientOptions): TestClient {
    return this.#introspection.clients.register(options)
  }

  /** A good access token of RFC 9068, or as the provider makes it, unless the options spoil it. */
  token(options?: TokenOptions): string {
    return this.#signed(this.#tokens.accessToken, options)
  }

  /** An access token that expired more than an hour ago. */
  expired(options?: TokenOptions): string {
    return this.#signed(this.#tokens.expiredToken, options)
  }

  /** An access token of this issuer for another API. */
  forAnotherAudience(options?: TokenOptions): string {
    return this.#signed(this.#tokens.otherAudienceToken, options)
  }

  /** An access token that names this issuer's key and is signed by another one, which no one publishes. */
  signedByStranger(options?: TokenOptions): string {
    return this.#signed(this.#tokens.accessToken, options, (key) => this.#keySet.stranger(key))
  }

  /** An ID token of OpenID Connect, which no API may accept. */
  idToken(options?: TokenOptions): string {
    return this.#signed(this.#tokens.idToken, options)
  }

  /**
   * A logout token, as an issuer posts it to the back-channel logout URI of a client when a session has ended, unless the options spoil it:
   * send it as `logout_token` in a form. The sessions of tokens are named by their claim `sid`: `issuer.token({ claims: { sid } })`.
   */
  logoutToken(options: LogoutTokenOptions = {}): string {
    checkNames('a logout token', options, logoutTokenOptionNames)
    const key = this.#keySet.signerFor(options.key)
    const { header, payload } = logoutToken(this.#issuance(key), options)
    return signCompact(header, payload, key)
  }

  /** An access token that a client got for itself: `sub` is the client, or what the provider puts there. */
  clientCredentials(options?: TokenOptions): string {
    return this.#signed(this.#tokens.clientCredentialsToken, options)
  }

  /**
   * A good opaque access token, unless the options spoil it: a random text. What it stands for is told by the
   * introspection endpoint alone; the options are about that answer.
   */
  opaqueToken(options: OpaqueTokenOptions = {}): string {
    checkNames('an opaque token', options, tokens.opaqueTokenOptionNames)
    return this.#introspection.tokens.issue(
      tokens.introspectionAnswer(this.#issuance(this.#keySet.signingKey), options, this.#tokens.accessToken),
    )
  }

  /**
   * Takes a token back: from now on the introspection endpoint says that it is not active. A JWT still has its
   * good signature; only who asks notices.
   */
  revoke(token: string): void {
    this.#introspection.tokens.revoke(token)
  }

  /** Signs exactly these octets, sense or nonsense. The key alone decides the signature. */
  sign({ header, payload, key }: SignOptions): string {
    return signCompact(header, payload, this.#keySet.signerFor(key))
  }

  /** The published keys, in the order of the key set; raw JWKs are not among them. */
  get keys(): TestKey[] {
    return this.#keySet.keys
  }

  /** Adds a key. It signs only the tokens that name it as their `key`, by itself or by its `kid`. */
  addKey(options?: AddKeyOptions): TestKey {
    return this.#keySet.add(options)
  }

  /** Adds and publishes a key that signs from now on. The old one stays published until it is withdrawn. */
  rotateKeys(options: Omit<AddKeyOptions, 'publish'> = {}): TestKey {
    return (this.#keySet.signingKey = this.#keySet.add({ ...options, publish: true }))
  }

  /**
   * Takes the key out of the published set. A withdrawn signing key goes on signing until `rotateKeys()`.
   *
   * @throws {Error} when no such key is published
   */
  withdrawKey(kid: string): void {
    this.#keySet.withdraw(kid)
  }

  /**
   * Adds a JWK to the published set as it stands, sense or nonsense.
   *
   * @throws {TypeError} when it cannot be written as JSON
   */
  publishJwk(jwk: object): void {
    this.#keySet.addJwk(jwk)
  }

  /**
   * Publishes exactly this JSON value in place of the key set; undefined brings the key set back.
   *
   * @throws {TypeError} when it cannot be written as JSON
   */
  setJwks(value: unknown): void {
    this.#keySet.replace(value)
  }

  /** A copy of the metadata document as it is published now. */
  get metadata(): Record<string, unknown> {
    const document: Record<string, unknown> = {
      ...issuerMetadata(this.#issuer, this.#algorithm, this.#jwksUri(this.#issuer)),
      ...this.#metadataChanges,
    }
    return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined))
  }

  /**
   * Changes members of the metadata, on top of earlier changes; a member that is undefined is removed. Without an
   * argument all changes are taken back.
   *
   * @throws {TypeError} when a member cannot be written as JSON
   */
  setMetadata(changes?: Readonly<Record<string, unknown>>): void {
    JSON.stringify(changes)
    this.#metadataChanges = changes ? { ...this.#metadataChanges, ...changes } : {}
  }

  /** Lets requests fail from now on, until `recover()`. Requests that an outage holds are never answered. */
  outage(kind: OutageKind, options?: OutageOptions): void {
    this.#endpoints.outages.start(kind, options)
  }

  /** Ends every outage. */
  recover(): void {
    this.#endpoints.outages.end()
  }

  /**
   * Serves the same over HTTP on 127.0.0.1, and takes that address as the issuer's identifier; a path of the old
   * identifier is kept. The identifier stays after `close()`.
   *
   * @returns the address: the identifier, unless `keepIssuer` is set
   * @throws {Error} when the issuer listens already, or the port is taken
   */
  async listen({ port = 0, keepIssuer = false }: ListenOptions = {}): Promise<string> {
    if (this.#server) throw new Error('the issuer listens already; close() it first')
    const server = await listen(this.#endpoints, port, (path) =>
      originOf(path, this.#issuer, this.#jwksUri(this.#issuer)),
    )
    this.#server = server
    const address = this.#issuer.replace(/^https?:\/\/[^/]+/i, `http://127.0.0.1:${server.port}`)
    // Another name of the same loopback port is another origin.
    this.#endpoints.elsewhere = `http://localhost:${server.port}`
    if (!keepIssuer) this.#issuer = address
    return address
  }

  /** Stops listening and cuts every connection. Does nothing when the issuer does not listen. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    await server?.close()
  }

  #signed(make: tokens.MakeToken, options: TokenOptions = {}, signer = (key: TestKey) => key) {
    checkNames('a token', options, tokens.tokenOptionNames)
    const key = this.#keySet.signerFor(options.key)
    const { header, payload } = make(this.#issuance(key), options)
    return signCompact(header, payload, signer(key))
  }

  #issuance(key: TestKey): tokens.Issuance {
    return { issuer: this.#issuer, audience: this.audience, now: this.clock(), key }
  }

  #publication(): Publication & IntrospectingIssuer {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters have a `this` of their own
    const self = this
    return {
      get issuer() {
        return self.#issuer
      },
      get discovery() {
        return self.discovery
      },
      get metadata() {
        return self.metadata
      },
      get metadataCacheControl() {
        return self.metadataCacheControl
      },
      get jwksUri() {
        return self.#jwksUri(self.#issuer)
      },
      get jwks() {
        return self.#keySet.document
      },
      get cacheControl() {
        return self.cacheControl
      },
      get now() {
        return self.clock()
      },
      get keys() {
        return self.keys
      },
    }
  }
}
