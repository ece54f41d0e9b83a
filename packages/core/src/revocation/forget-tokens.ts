import type { Policy } from '../options/policy.js'
import { octets } from '#octets'
import { namesIn, revocableToken } from './revocable-token.js'
import type { RevocableToken } from './revocation-store.js'

/** Forgets what is known of the tokens that a revocation covers: what was proved of them, and what their issuers said. */
export function forgetTokens<C>(
  covered: (token: RevocableToken) => boolean,
  { tokenCache, issuers }: Policy<C>,
): void {
  tokenCache?.dropWhere(({ token, claims }, digest) => covered(revocableToken(token, claims, digest)))
  for (const { issuer, introspection } of issuers.known()) {
    introspection?.introspector.forgetWhere((claims, digest) =>
      covered(revocableToken(namesIn(claims, issuer), claims, digest)),
    )
  }
}

/** Forgets what is known of one token by its text. */
export async function forgetText<C>(text: string, { tokenCache, issuers }: Policy<C>): Promise<void> {
  const digest = await octets.sha256(text)
  tokenCache?.drop(digest)
  for (const { introspection } of issuers.known()) introspection?.introspector.forget(digest)
}

/** Forgets what was proved of a token that a handler has got. */
export function forgetToken<C>(verified: unknown, { tokenCache }: Policy<C>): void {
  tokenCache?.dropWhere(({ token }) => token === verified)
}
