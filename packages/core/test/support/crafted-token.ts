import type { TestIssuer, TestKey } from '@qalqon/testing'

/** A part of a compact JWS: JSON, or octets as they are. */
export function part(content: string | Uint8Array | object): string {
  const octets =
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content)
  return Buffer.from(octets).toString('base64url')
}

/** Decodes the JSON of a part. */
const decode = (text: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>

/** Header and claims of a good token that grants `read`, for tests that sign octets of their own. */
export function contentOf(issuer: TestIssuer, key?: TestKey) {
  const [header, payload] = issuer.token({ scope: 'read', key }).split('.')
  return { header: decode(header!), payload: decode(payload!) }
}

/** T with members of the header replaced, added or (`undefined`) removed, signed again correctly. */
export function withHeader(issuer: TestIssuer, header: Record<string, unknown>, key?: TestKey): string {
  return issuer.token({ scope: 'read', header, key })
}

/** T with claims replaced, added or (`undefined`) removed, signed again correctly. */
export function withClaims(issuer: TestIssuer, claims: Record<string, unknown>, key?: TestKey): string {
  return issuer.token({ scope: 'read', claims, key })
}
