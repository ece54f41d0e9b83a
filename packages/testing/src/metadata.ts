import { clientAuthentications } from './test-clients.js'
import type { TestAlgorithm } from './test-key.js'

/** Which of the two metadata documents the issuer has: OpenID Connect Discovery's, RFC 8414's, or both. */
export type Discovery = 'both' | 'openid' | 'oauth'

/**
 * The members that a test issuer's metadata has unless a test changes them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8414#section-2 RFC 8414 section 2}
 */
export interface IssuerMetadata {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  jwks_uri: string
  introspection_endpoint: string
  introspection_endpoint_auth_methods_supported: string[]
  response_types_supported: string[]
  grant_types_supported: string[]
  code_challenge_methods_supported: string[]
  subject_types_supported: string[]
  id_token_signing_alg_values_supported: string[]
}

/** The addresses at which an issuer answers. */
export interface IssuerAddresses {
  readonly openid: string
  readonly oauth: string
  readonly jwks: string
  readonly introspection: string
}

/**
 * Where the documents of an issuer are: OpenID Connect appends the well-known segment after the issuer's path,
 * RFC 8414 puts it between host and path; both remove a terminating slash first.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8414#section-3.1 RFC 8414 section 3.1}
 * @see {@link https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationRequest OpenID Connect Discovery section 4.1}
 */
export function issuerAddresses(issuer: string): IssuerAddresses {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return {
    openid: `${origin}${path}/.well-known/openid-configuration`,
    oauth: `${origin}/.well-known/oauth-authorization-server${path}`,
    jwks: `${origin}${path}/jwks`,
    introspection: `${origin}${path}/introspect`,
  }
}

/** The document as it is before a test changes it. Only the key set and the introspection endpoint are really served. */
export function issuerMetadata(issuer: string, algorithm: TestAlgorithm, jwksUri: string): IssuerMetadata {
  const base = issuer.replace(/\/$/, '')
  return {
    issuer,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    jwks_uri: jwksUri,
    introspection_endpoint: issuerAddresses(issuer).introspection,
    introspection_endpoint_auth_methods_supported: [...clientAuthentications],
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [algorithm],
  }
}

/** @throws {TypeError} when `issuer` cannot name an issuer: no URL, not http(s), or with a query or a fragment */
export function assertIssuer(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || /[?#]/.test(issuer)) {
    throw new TypeError(`issuer: '${issuer}' is not an http(s) URL without query and fragment`)
  }
}

/**
 * Where the key set is: where a test has put it, or else where it belongs.
 *
 * @throws {TypeError} when the URL is not http(s), or has a query or a fragment
 */
export function jwksUriFrom(
  named: string | undefined,
  otherwise: { readonly jwksUri: (issuer: string) => string },
): (issuer: string) => string {
  if (named === undefined) return otherwise.jwksUri
  const url = URL.canParse(named) ? new URL(named) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || /[?#]/.test(named)) {
    throw new TypeError(`jwksUri: '${named}' is not an http(s) URL without query and fragment`)
  }
  return () => named
}

/** The origin that a path belongs to: the key set may be on another host than the rest. */
export function originOf(path: string, issuer: string, jwksUri: string): string {
  const keys = new URL(jwksUri)
  return path.split('?')[0] === keys.pathname ? keys.origin : new URL(issuer).origin
}
