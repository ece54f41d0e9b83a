import { shorten } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import { isHttp, isLoopbackHttp, isSecure } from './issuer-url.js'

/** Which of the two metadata documents of an issuer to ask for. */
export type MetadataDocument = 'openid-configuration' | 'oauth-authorization-server'

/**
 * Where an issuer publishes its metadata: OpenID Connect appends the well-known segment to the path of the
 * issuer, RFC 8414 inserts it before the path.
 *
 * @see RFC 8414 §3.1
 * @see OpenID Connect Discovery 1.0 §4.1
 */
export function metadataUrl(issuer: string, document: MetadataDocument): string {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return document === 'openid-configuration'
    ? `${origin}${path}/.well-known/openid-configuration`
    : `${origin}/.well-known/oauth-authorization-server${path}`
}

/**
 * The `jwks_uri` of a metadata document, or what is wrong with it. The document must name the issuer that was
 * asked, code point by code point; otherwise nothing in it is used.
 *
 * @see RFC 8414 §3.3
 */
export function readMetadata(
  value: unknown,
  issuer: string,
  dangerouslyAllowHttp: boolean,
): { jwksUri: string } | { problem: string } {
  if (!isJsonObject(value)) return { problem: 'it is not a JSON object' }
  if (value.issuer !== issuer) {
    return {
      problem: `it names the issuer ${shorten(value.issuer)} where ${shorten(issuer)} was asked; they must be identical, a trailing slash included`,
    }
  }
  const jwksUri = value.jwks_uri
  if (typeof jwksUri !== 'string' || !URL.canParse(jwksUri)) return { problem: 'it has no jwks_uri' }
  const acceptable =
    isSecure(jwksUri) ||
    (!isSecure(issuer) && (dangerouslyAllowHttp ? isHttp(jwksUri) : isLoopbackHttp(jwksUri)))
  return acceptable ? { jwksUri } : { problem: 'its jwks_uri is not an https: URL' }
}
