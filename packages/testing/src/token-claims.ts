import { randomUUID } from 'node:crypto'
import type { TestKey } from './test-key.js'

/**
 * What a token is bound to: by its `thumbprint` a key, as a `DpopProver` has it, by its `x5tS256` a certificate, as a `TestCertificate`
 * has it; with both members it needs both.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-6.1 RFC 9449 section 6.1}
 * @see {@link https://www.rfc-editor.org/rfc/rfc8705#section-3.1 RFC 8705 section 3.1}
 */
export type TokenBinding =
  | { readonly thumbprint: string; readonly x5tS256?: string | undefined }
  | { readonly thumbprint?: undefined; readonly x5tS256: string }

/** What a token says. Everything has a default; without options the token is one that a resource server accepts. */
export interface TokenOptions {
  /** One string as it stands, or several scopes. @default no `scope` claim */
  scope?: string | readonly string[] | undefined
  /** @default 'user-1' */
  subject?: string | undefined
  /** @default 'client-1' */
  clientId?: string | undefined
  /** @default the issuer's audience */
  audience?: string | readonly string[] | undefined
  /** Seconds from `iat` to `exp`. @default 300 */
  expiresInSeconds?: number | undefined
  /**
   * What the token is bound to, the claim `cnf`: the key of a `DpopProver` (`jkt`), a `TestCertificate` (`x5t#S256`), or both.
   * @default nothing
   */
  boundTo?: TokenBinding | undefined
  /** In which authentication context the user has signed in, for step-up authentication. @default no `acr` claim, or the provider's */
  acr?: string | undefined
  /**
   * How many seconds before `iat` the user has signed in, for step-up authentication: `auth_time` is that much earlier.
   * @default no `auth_time` claim, or the provider's
   */
  authenticatedSecondsAgo?: number | undefined
  /** Added to the claims, or put in the place of one; `undefined` removes the claim. */
  claims?: Readonly<Record<string, unknown>> | undefined
  /** Added to the header, or put in the place of a member; `undefined` removes the member. */
  header?: Readonly<Record<string, unknown>> | undefined
  /** Names of claims to leave out, whatever the other options say. */
  omit?: readonly string[] | undefined
  /** The key that signs, or the name of one of the issuer; also one that is not published. @default the issuer's signing key */
  key?: TestKey | string | undefined
}

/** The names of the options of a token. */
export const tokenOptionNames = [
  'scope',
  'subject',
  'clientId',
  'audience',
  'expiresInSeconds',
  'boundTo',
  'acr',
  'authenticatedSecondsAgo',
  'claims',
  'header',
  'omit',
  'key',
] as const satisfies readonly (keyof TokenOptions)[]

/** What an opaque token says; it has no header and no signature. */
export type OpaqueTokenOptions = Omit<TokenOptions, 'header' | 'key'>

/** The names of the options of an opaque token. */
export const opaqueTokenOptionNames = tokenOptionNames.filter((name) => name !== 'header' && name !== 'key')

/** Where and when a token is issued. */
export interface Issuance {
  readonly issuer: string
  readonly audience: string
  /** Seconds since 1970. */
  readonly now: number
  readonly key: TestKey
}

export interface TokenContent {
  readonly header: Record<string, unknown>
  readonly payload: Record<string, unknown>
}

/** What a token of some kind holds. */
export type MakeToken = (issuance: Issuance, options?: TokenOptions) => TokenContent

/**
 * How long ago an expired token expired: more than any clock tolerance that a resource server may grant, and no whole hours, which
 * look as if a clock were in another time zone.
 */
const expiredSinceSeconds = 5000

/** @see {@link https://www.rfc-editor.org/rfc/rfc9068#section-2 RFC 9068 section 2} */
export function accessToken(issuance: Issuance, options: TokenOptions = {}): TokenContent {
  const { subject = 'user-1', clientId = 'client-1', scope, expiresInSeconds = 300 } = options
  const iat = Math.floor(issuance.now)
  return content(issuance, options, 'at+jwt', {
    iss: issuance.issuer,
    aud: options.audience ?? issuance.audience,
    sub: subject,
    client_id: clientId,
    iat,
    exp: iat + expiresInSeconds,
    jti: randomUUID(),
    scope: typeof scope === 'object' ? scope.join(' ') : scope,
  })
}

/** An access token whose whole life lies in the past. */
export function expiredToken(
  issuance: Issuance,
  options: TokenOptions = {},
  make: MakeToken = accessToken,
): TokenContent {
  const { expiresInSeconds = 300 } = options
  return make({ ...issuance, now: issuance.now - expiresInSeconds - expiredSinceSeconds }, options)
}

/** An access token of the same issuer for another resource server. */
export function otherAudienceToken(
  issuance: Issuance,
  options: TokenOptions = {},
  make: MakeToken = accessToken,
): TokenContent {
  return make(issuance, { ...options, audience: options.audience ?? 'https://another-api.test' })
}

/**
 * An access token that a client got for itself, without a user: `sub` is the client.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9068#section-2.2 RFC 9068 section 2.2}
 */
export function clientCredentialsToken(issuance: Issuance, options: TokenOptions = {}): TokenContent {
  return accessToken(issuance, { ...options, subject: options.subject ?? options.clientId ?? 'client-1' })
}

/**
 * An ID token, which tells a client who logged in and must open no API: `typ` is `JWT`, `aud` is the client.
 *
 * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#IDToken OpenID Connect Core section 2}
 */
export function idToken(issuance: Issuance, options: TokenOptions = {}): TokenContent {
  const { subject = 'user-1', clientId = 'client-1', expiresInSeconds = 300 } = options
  const iat = Math.floor(issuance.now)
  return content(issuance, options, 'JWT', {
    iss: issuance.issuer,
    aud: options.audience ?? clientId,
    sub: subject,
    iat,
    exp: iat + expiresInSeconds,
    auth_time: iat,
    nonce: randomUUID(),
  })
}

/**
 * What the introspection endpoint says of a good access token: its claims, and that it is active.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7662#section-2.2 RFC 7662 section 2.2}
 */
export function introspectionAnswer(
  issuance: Issuance,
  options: OpaqueTokenOptions = {},
  make: MakeToken = accessToken,
): Record<string, unknown> {
  const { omit = [], claims } = options
  const defaults = {
    active: true,
    token_type: options.boundTo?.thumbprint === undefined ? 'Bearer' : 'DPoP',
    ...make(issuance, options).payload,
    ...claims,
  }
  return withoutUndefined(Object.entries(defaults).filter(([name]) => !omit.includes(name)))
}

/**
 * Header and claims of a token, as a test has changed them. A member that is undefined is left out.
 *
 * @param typ the type in the header, or all that stands there beside `alg` and `kid`
 */
export function content(
  { key, now }: Issuance,
  { boundTo, claims = {}, header = {}, omit = [], acr, authenticatedSecondsAgo: ago }: TokenOptions,
  typ: string | Readonly<Record<string, unknown>>,
  defaults: Record<string, unknown>,
): TokenContent {
  const beside = {
    ...(boundTo && { cnf: confirmation(boundTo) }),
    ...(acr !== undefined && { acr }),
    ...(ago !== undefined && { auth_time: Math.floor(now) - ago }),
  }
  const payload = Object.entries({ ...defaults, ...beside, ...claims }).filter(
    ([name]) => !omit.includes(name),
  )
  const type = typeof typ === 'string' ? { typ } : typ
  return {
    header: withoutUndefined(Object.entries({ ...type, alg: key.algorithm, kid: key.kid, ...header })),
    payload: withoutUndefined(payload),
  }
}

/** @throws {TypeError} since a token that is bound to nothing tests nothing */
function confirmation({ thumbprint, x5tS256 }: TokenBinding): Record<string, unknown> {
  const members = withoutUndefined([
    ['jkt', thumbprint],
    ['x5t#S256', x5tS256],
  ])
  const values = Object.values(members)
  if (values.length > 0 && values.every((value) => typeof value === 'string' && value !== '')) return members
  throw new TypeError(
    'boundTo: expected a client with a thumbprint, as createDpopProver() makes one, or a certificate of createTestCertificate()',
  )
}

function withoutUndefined(members: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(members.filter(([, value]) => value !== undefined))
}
