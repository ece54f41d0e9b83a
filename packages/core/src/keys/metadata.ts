import { shorten } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import { isAcceptableUrl, isSecure } from './issuer-url.js'

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
 * A metadata document, or what is wrong with it. It must name the issuer that was asked, code point by code point;
 * otherwise nothing in it is used.
 *
 * @see RFC 8414 §3.3
 */
export function readMetadata(
  value: unknown,
  issuer: string,
): { readonly document: JsonObject } | { readonly problem: string } {
  if (!isJsonObject(value)) return { problem: 'it is not a JSON object' }
  if (value.issuer === issuer) return { document: value }
  return {
    problem: `it names the issuer ${shorten(value.issuer)} where ${shorten(issuer)} was asked; they must be identical, a trailing slash included`,
  }
}

/** The endpoints that are looked for in metadata. @see RFC 8414 §2 */
export type EndpointName = 'jwks_uri' | 'introspection_endpoint'

/** The URL of an endpoint in a metadata document, or what is wrong with it. */
export function readEndpoint(
  document: JsonObject,
  name: EndpointName,
  { issuer, dangerouslyAllowHttp }: { readonly issuer: string; readonly dangerouslyAllowHttp: boolean },
): { readonly url: string } | { readonly problem: string } {
  const url = document[name]
  if (typeof url !== 'string' || !URL.canParse(url)) return { problem: `it has no ${name}` }
  const acceptable = isSecure(url) || (!isSecure(issuer) && isAcceptableUrl(url, dangerouslyAllowHttp))
  return acceptable ? { url } : { problem: `its ${name} is not an https: URL` }
}
