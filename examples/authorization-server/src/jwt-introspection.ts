import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import type { Client, KoaContextWithOIDC } from 'oidc-provider'
import { resourceServerClientId } from './clients.js'
import type { Environment } from './environment.js'
import { isObject } from './is-object.js'
import { type Keys, publicKeys } from './keys.js'
import type { Context, Middleware } from './middleware.js'

/**
 * Lets the introspection endpoint answer for the Drive's JWTs too (RFC 7662). oidc-provider keeps no record of
 * them and refuses the question, after it has authenticated the client; here it is answered from the token itself.
 *
 * Checked: signature, type, issuer, audience, lifetime, and that the client may know. Not checked: whether the
 * session or the grant still exists, since a JWT lives until its `exp`.
 */
export function jwtIntrospection(keys: Keys, { issuer, driveAudience }: Environment): Middleware {
  const keySet = createLocalJWKSet({ keys: publicKeys(keys) })
  const checks = { issuer, audience: driveAudience, typ: 'at+jwt', algorithms: ['RS256'] }

  return async (ctx, next) => {
    await next()
    if (ctx.path !== '/introspect' || !refusedAsJwt(ctx)) return
    const { client, params } = ctx.oidc
    ctx.status = 200
    ctx.body = { active: false }
    if (client === undefined || typeof params?.token !== 'string') return
    try {
      const { payload } = await jwtVerify(params.token, keySet, checks)
      if (!mayKnow(client, payload.client_id)) return
      ctx.body = { ...payload, active: true, token_type: isObject(payload.cnf) ? 'DPoP' : 'Bearer' }
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error // not a verdict about the token
    }
  }
}

function refusedAsJwt(ctx: Context): ctx is Context & KoaContextWithOIDC {
  return isObject(ctx.body) && ctx.body.error === 'unsupported_token_type'
}

function mayKnow(client: Client, holder: unknown): boolean {
  return client.clientId === resourceServerClientId || client.clientId === holder
}
