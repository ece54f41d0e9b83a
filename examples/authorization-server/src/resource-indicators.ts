import type { Configuration, errors, KoaContextWithOIDC } from 'oidc-provider'
import { ownClientMetadata } from './clients.js'
import type { Environment } from './environment.js'
import { resourcesOf, type Resource } from './resources.js'

type ResourceIndicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>

/**
 * Which access token a client gets (RFC 8707, RFC 9068).
 *
 * | the token request                                   | the access token                          |
 * |-----------------------------------------------------|-------------------------------------------|
 * | names `resource=<drive>`                            | a JWT for the Drive                       |
 * | names `resource=<notes>`                            | a JWT for the notes                       |
 * | names `resource=<account>`                          | a JWT for the account API of this server  |
 * | names none, and the scope has no `openid`           | a JWT for the API that has these scopes   |
 * | names none, and the scope has `openid`              | opaque, for userinfo of this server alone |
 * | the same, from a client of `drive_token_by_default` | a JWT for the Drive                       |
 * | is for client credentials                           | the same, with no scopes of a person      |
 *
 * The authorization request may leave the resource out: `files.*` scopes exist at the Drive alone, so asking for
 * one of them means the Drive, and likewise with the others. It may also mean several; then each token request names
 * the one that its token is for.
 */
export function resourceIndicators(environment: Environment, errorTypes: typeof errors): ResourceIndicators {
  const { drive, ...others } = resourcesOf(environment)
  const resources: readonly Resource[] = [drive, ...Object.values(others)]
  return {
    enabled: true,

    defaultResource(ctx, _client, oneOf) {
      if (oneOf) return oneOf
      if (inOwnName(ctx)) return drive.audience
      const meant = resources.filter((resource) => requestedScopes(ctx, resource).length > 0)
      return meant.length > 1 ? meant.map(({ audience }) => audience) : meant[0]?.audience
    },

    useGrantedResource: (ctx) => ctx.oidc.client?.[ownClientMetadata.driveTokenByDefault] === true,

    getResourceServerInfo(ctx, indicator, client) {
      const resource = resources.find(({ audience }) => audience === indicator)
      if (resource === undefined) throw new errorTypes.InvalidTarget('unknown resource')
      const registration = client[resource.registered]
      const registered = new Set(typeof registration === 'string' ? registration.split(' ') : [])
      // The identity scopes are about a person, so they mean nothing when none is there.
      const requested = inOwnName(ctx) ? [...ctx.oidc.requestParamScopes] : requestedScopes(ctx, resource)
      const refused = requested.filter((scope) => !registered.has(scope))
      if (refused.length > 0) {
        throw new errorTypes.InvalidScope('the client is not registered for this scope', refused.join(' '))
      }
      return {
        audience: resource.audience,
        scope: resource.scopes.join(' '),
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

function requestedScopes(ctx: KoaContextWithOIDC, { scopes }: Resource): string[] {
  const requested = ctx.oidc.requestParamScopes
  return scopes.filter((scope) => requested.has(scope))
}
