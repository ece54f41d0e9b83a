import type { AccessToken, ClientCredentials, KoaContextWithOIDC } from 'oidc-provider'
import { findAccountById } from './accounts.js'

type Claims = Record<string, unknown>

/** What the access tokens of this server say on top of what RFC 9068 requires. They are about a person, or empty. */
export function tokenClaims(driveAudience: string) {
  return async (ctx: KoaContextWithOIDC, token: AccessToken | ClientCredentials): Promise<Claims> => {
    if (token.kind !== 'AccessToken') return {}
    const claims = authenticationOf(ctx)
    if (token.aud !== driveAudience) return claims
    return { ...claims, ...identityOf(token), ...(await sessionOf(ctx, token)) }
  }
}

/** RFC 9068 §2.2.1: when and how the user signed in, which lets an API ask for a fresh login (RFC 9470). */
function authenticationOf(ctx: KoaContextWithOIDC): Claims {
  const { AuthorizationCode: code, RefreshToken: refreshToken } = ctx.oidc.entities
  const { authTime, amr } = code ?? refreshToken ?? {}
  return { ...(authTime !== undefined && { auth_time: authTime }), ...(amr && { amr }) }
}

/**
 * RFC 9068 §2.2.2: who the user is. The Drive shares files with people by their address, so it has to know whose token
 * it is shown, also where the client was not granted `email`. A client can read its token, although it must not (§6);
 * whoever minds that gives out opaque tokens, and lets the API ask about them.
 */
function identityOf({ accountId }: AccessToken): Claims {
  const account = findAccountById(accountId)
  return account ? { name: account.name, email: account.email, email_verified: account.emailVerified } : {}
}

/**
 * The session in which the token was issued, so that an API which is told of its end (OpenID Connect Back-Channel Logout
 * 1.0 §2.5) knows what ends with it. A token of offline access that comes after that belongs to no session.
 */
async function sessionOf(ctx: KoaContextWithOIDC, { accountId, clientId, sessionUid, sid }: AccessToken) {
  if (sid === undefined || sessionUid === undefined || clientId === undefined) return {}
  const session = await ctx.oidc.provider.Session.findByUid(sessionUid)
  return session?.accountId === accountId && session.sidFor(clientId) === sid ? { sid } : {}
}
