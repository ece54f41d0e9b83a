import type { JsonObject } from '../json-object.js'
import type { AccessToken } from '../token/access-token.js'
import type { RevocableToken } from './revocation-store.js'

/** By what a token can be revoked, out of what was proved of it. */
export function revocableToken(
  { issuer, subject, clientId }: AccessToken<unknown>,
  { jti, sid, iat }: JsonObject,
  tokenHash: string,
): RevocableToken {
  return {
    issuer,
    tokenHash,
    jti: typeof jti === 'string' ? jti : undefined,
    subject,
    sid: typeof sid === 'string' ? sid : undefined,
    clientId,
    issuedAt: typeof iat === 'number' ? iat : undefined,
  }
}
