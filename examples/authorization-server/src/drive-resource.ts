import type { Configuration, errors, KoaContextWithOIDC } from 'oidc-provider'
import { ownClientMetadata } from './clients.js'
import type { Environment } from './environment.js'
import { driveScopes } from './scopes.js'

type ResourceIndicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>

/**
 * Which access token a client gets (RFC 8707, RFC 9068).
 *
 * | the token request                                   | the access token                          |
 * |-----------------------------------------------------|-------------------------------------------|
 * | names `resource=<drive>`                            | a JWT for the Drive                       |
 * | names none, and the scope has no `openid`           | a JWT for the Drive                       |
 * | names none, and the scope has `openid`              | opaque, for userinfo of this server alone |
 * | the same, from a client of `drive_token_by_default` | a JWT for the Drive                       |
 * | is for client credentials                           | a JWT for the Drive; no other scopes      |
 *
 * The authorization request may leave the resource out: `files.*` scopes exist at the Drive alone, so asking for
 * one of them means the Drive.
 */
export function driveResource(environment: Environment, errorTypes: typeof errors): ResourceIndicators {
  return {
    enabled: true,

    defaultResource(ctx, _client, oneOf) {
      if (oneOf) return oneOf
      if (inOwnName(ctx)) return environment.driveAudience
      return requestedDriveScopes(ctx).length > 0 ? environment.driveAudience : undefined
    },

    useGrantedResource: (ctx) => ctx.oidc.client?.[ownClientMetadata.driveTokenByDefault] === true,

    getResourceServerInfo(ctx, resource, client) {
      if (resource !== environment.driveAudience) {
        throw new errorTypes.InvalidTarget('unknown resource')
      }
      const registered = new Set(String(client[ownClientMetadata.driveScope]).split(' '))
      // The identity scopes are about a person, so they mean nothing when none is there.
      const requested = inOwnName(ctx) ? [...ctx.oidc.requestParamScopes] : requestedDriveScopes(ctx)
      const refused = requested.filter((scope) => !registered.has(scope))
      if (refused.length > 0) {
        throw new errorTypes.InvalidScope('the client is not registered for this scope', refused.join(' '))
      }
      return {
        audience: environment.driveAudience,
        scope: driveScopes.join(' '),
        accessTokenFormat: 'jwt',
        accessTokenTTL: environment.accessTokenTtlSeconds,
        jwt: { sign: { alg: 'RS256' } },
      }
    },
  }
}

function inOwnName(ctx: KoaContextWithOIDC): boolean {
  return ctx.oidc.params?.grant_type === 'client_credentials'
}

function requestedDriveScopes(ctx: KoaContextWithOIDC): string[] {
  const requested = ctx.oidc.requestParamScopes
  return driveScopes.filter((scope) => requested.has(scope))
}
