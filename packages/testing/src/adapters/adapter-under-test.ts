// What the suite needs of an adapter and of @qalqon/core, in its own words: the testing kit imports neither.

/** A JSON object of which nothing is known. */
type JsonObject = Readonly<Record<string, unknown>>

/** One scope or more. */
export type Scopes = [scope: string, ...scopes: string[]]

/** The options of a resource server that the suite sets: a part of `ResourceServerOptions`. */
export interface ServerOptionsUnderTest {
  readonly issuer: string
  readonly audience: string
  readonly fetch: typeof globalThis.fetch
  readonly clock: () => number
  readonly clockToleranceSeconds?: number
  readonly scopeImplies?: Readonly<Record<string, readonly string[]>>
  readonly bearerMethods?: readonly ('header' | 'body' | 'query')[]
  readonly optional?: boolean
  readonly passPreflight?: boolean
  readonly dpop?: 'allowed' | { readonly nonces: { readonly lifetimeSeconds: number } }
  readonly mtls?: MtlsUnderTest | 'off' | 'allowed' | 'required'
  readonly publicUrl?: string
  readonly metadata?: MetadataUnderTest
  readonly parseClaims?: (claims: JsonObject) => JsonObject
  readonly onEvent?: (event: EventUnderTest) => unknown
  readonly onRefusal?: (refusal: RefusalUnderTest) => { body: string; contentType: string } | undefined
}

interface MtlsUnderTest {
  readonly use?: 'off' | 'required'
  readonly certificateFrom?: { readonly trustedPeers: readonly string[] }
}

/** The options of metadata that a person reads, in some language. */
type HumanReadable = `resource${'Name' | 'Documentation' | 'PolicyUri' | 'TosUri'}#${string}`

interface MetadataUnderTest extends Readonly<Partial<Record<HumanReadable, string>>> {
  readonly scopesSupported?: readonly string[]
  readonly alsoAtRoot?: boolean
  readonly cacheSeconds?: number
  readonly signedMetadata?: (metadata: { readonly resource: string }) => Promise<string>
}

/** What `onRefusal` is told. */
interface RefusalUnderTest {
  readonly fault: { readonly code: string }
  readonly request: { readonly url?: string } | undefined
}

/** What `onEvent` is told. */
export interface EventUnderTest {
  readonly type: string
  readonly code?: string
}

/** By what logout tokens are checked: a part of `LogoutTokenOptions`. */
export interface LogoutTokenOptionsUnderTest {
  readonly clientId: string
}

/** The options of a receiver of logouts that the suite sets: a part of `LogoutReceiverOptions`. */
export interface LogoutReceiverOptionsUnderTest extends LogoutTokenOptionsUnderTest {
  readonly issuer: string
  readonly onLogout: (logout: LogoutUnderTest) => unknown
  readonly fetch: typeof globalThis.fetch
  readonly clock: () => number
}

/** What a logout token says that was verified: a part of `VerifiedLogout`. */
export interface LogoutUnderTest {
  readonly subject: string | undefined
  readonly sid: string | undefined
}

/** What a route may require: a part of `AccessRequirement`. */
export interface RequirementUnderTest {
  readonly audience?: string
  readonly subjectType?: 'user' | 'client'
  readonly anyRole?: readonly string[]
  readonly claims?: Readonly<Record<string, string>>
  readonly acrValues?: readonly string[]
  readonly maxAgeSeconds?: number
  readonly scope?: readonly string[]
  readonly anyScope?: readonly string[]
  readonly authorizationDetails?: readonly {
    readonly type: string
    readonly actions?: readonly string[]
    readonly datatypes?: readonly string[]
  }[]
  readonly check?: (token: TokenUnderTest) => boolean
}

/** The verified token of a request: a part of `AccessToken`. */
export interface TokenUnderTest {
  readonly subject: string
  readonly audience: readonly string[]
  readonly roles: readonly string[]
  readonly authorizationDetails: readonly object[]
  readonly claims: JsonObject
}

/** What the middleware of a resource server carries: a part of `ResourceServerHandle`. */
export interface ResourceServerUnderTest<M> {
  readonly recheck: (message: object) => Promise<{ readonly ok: boolean }>
  readonly metadata: () => M
  /** What it returns goes to `receiveLogouts` of the door. */
  readonly backchannelLogout: (options: LogoutTokenOptionsUnderTest) => object
  readonly requireScope: (...scopes: Scopes) => M
  readonly requireAnyScope: (...scopes: Scopes) => M
  readonly requireAccess: (requirement: RequirementUnderTest) => M
}
