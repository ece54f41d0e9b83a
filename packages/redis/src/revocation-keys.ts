import { createHash } from 'node:crypto'
import type { RevocableToken, RevocationSelector } from '@qalqon/core'

/** The name under which a revocation is kept. */
export function nameOf(selector: RevocationSelector): string {
  if ('tokenHash' in selector) return hashed('hash', selector.tokenHash)
  const { issuer } = selector
  if ('jti' in selector) return hashed('jti', issuer, selector.jti)
  if ('sid' in selector) return hashed('sid', issuer, selector.sid)
  if (!('subject' in selector)) return hashed('client', issuer, selector.clientId)
  const { subject } = selector
  return 'clientId' in selector
    ? hashed('sub-client', issuer, subject, selector.clientId)
    : hashed('sub', issuer, subject)
}

/** The names of all revocations that could cover a token. */
export function namesOf({ issuer, tokenHash, jti, sid, subject, clientId }: RevocableToken): string[] {
  const names = [hashed('hash', tokenHash)]
  if (jti !== undefined) names.push(hashed('jti', issuer, jti))
  if (sid !== undefined) names.push(hashed('sid', issuer, sid))
  if (subject !== undefined) names.push(hashed('sub', issuer, subject))
  if (clientId !== undefined) names.push(hashed('client', issuer, clientId))
  if (subject !== undefined && clientId !== undefined) {
    names.push(hashed('sub-client', issuer, subject, clientId))
  }
  return names
}

/** Who looks into Redis should not read who was locked out. JSON keeps the parts apart, whatever characters they hold. */
const hashed = (kind: string, ...parts: string[]) =>
  createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest('base64url')
