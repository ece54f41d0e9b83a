import type { ClientAuthentication } from './client-authentication.js'
import type { PrivateKey } from './private-key.js'

/** What an assertion is about. */
export interface Assertion {
  readonly clientId: string
  readonly audience: string
  /** The `typ` of its header. */
  readonly type: string | undefined
}

/** How long an assertion counts: it is used at once, and only once. */
const lifetimeSeconds = 60

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * A JWT that the client signs for each request. Its audience is one text and no list, since an issuer must be the only
 * one that it is meant for.
 *
 * @see RFC 7523 §2.2, §3
 * @see OpenID Connect Core 1.0 §9
 */
export function privateKeyJwt(
  { clientId, audience, type }: Assertion,
  { algorithm, kid, imported }: PrivateKey,
): ClientAuthentication {
  const header = {
    alg: algorithm,
    ...(kid !== undefined && { kid }),
    ...(type !== undefined && { typ: type }),
  }
  return async (now) => {
    const { SignJWT } = await import('jose')
    const issuedAt = Math.floor(now)
    const assertion = await new SignJWT({ jti: crypto.randomUUID() })
      .setProtectedHeader(header)
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(await imported)
    return {
      headers: {},
      fields: { client_id: clientId, client_assertion_type: assertionType, client_assertion: assertion },
      secrets: [assertion],
    }
  }
}
