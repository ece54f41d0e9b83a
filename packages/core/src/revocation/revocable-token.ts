import type { JsonObject } from '../json-object.js'
import type { RevocableToken } from './revocation-store.js'

/** Whose token it is. */
export type TokenNames = Pick<RevocableToken, 'issuer' | 'subject' | 'clientId'>

/** By what a token can be revoked, out of what was proved of it. */
export function revocableToken(
  { issuer, subject, clientId }: TokenNames,
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

/**
 * Whose token it is, by what its issuer says of it. It is for forgetting what is kept of tokens that were revoked, where
 * one too many does no harm: which tokens are refused is decided by the token itself.
 */
export function namesIn({ sub, client_id, azp }: JsonObject, issuer: string): TokenNames {
  const clientId = text(client_id) ?? text(azp)
  return { issuer, subject: text(sub) ?? clientId, clientId }
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
