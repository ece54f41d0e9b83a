import { latestSeconds } from '../clock.js'
import type { Policy } from '../options/policy.js'
import type { AccessToken } from '../token/access-token.js'
import { VerifiedToken } from '../token/verified-token.js'
import { forgetText, forgetToken, forgetTokens } from './forget-tokens.js'
import type { RevocableToken } from './revocation-store.js'
import { selectorOf, type RevocationTarget } from './revocation-target.js'
import { expiryUnknown, revoke } from './revoke.js'

/**
 * Revokes a token that was verified here, or what a target names, and forgets what is remembered of it.
 *
 * @throws {ConfigurationFault} when the target or the time is not valid, or nobody says when the token expires.
 */
export async function revokeTarget<C>(
  target: AccessToken<unknown> | RevocationTarget,
  until: number | undefined,
  policy: Policy<C>,
): Promise<void> {
  const { owner, clock, clockToleranceSeconds, revocations, issuers } = policy
  const forget = (covered: (token: RevocableToken) => boolean) => forgetTokens(covered, policy)
  const parts = { clock, clockToleranceSeconds, revocations, forget }
  const identity = VerifiedToken.identityOf(target, owner)
  if (identity === undefined) {
    await revoke(await selectorOf(target, clock, issuers.lookup.names), until, parts)
    const { token } = target as { readonly token?: string }
    if (token !== undefined) await forgetText(token, policy)
    return
  }
  const { issuer, expiresAt } = target as AccessToken<unknown>
  const selector = 'jti' in identity ? { issuer, jti: identity.jti } : { tokenHash: await identity.tokenHash }
  if (identity.endless && until === undefined) throw expiryUnknown()
  const end = identity.endless ? until : (until ?? Math.min(expiresAt, latestSeconds))
  await revoke(selector, end, parts)
  forgetToken(target, policy)
}
