import { getAuth, type KoaResourceServer, resourceServer } from '@qalqon/koa'
import type Provider from 'oidc-provider'
import { explainDecisions } from 'what-just-happened'
import type { Consents } from '../consents.js'
import type { Environment } from '../environment.js'
import { type Keys, publicKeys } from '../keys.js'
import type { Context, Middleware } from '../middleware.js'
import { resourcesOf } from '../resources.js'
import { appsOf } from './apps.js'

export interface AccountApiParts {
  readonly environment: Environment
  readonly keys: Keys
  readonly consents: Consents
  readonly provider: Provider
}

const route = /^\/account\/apps(?:\/([^/]+))?$/

/**
 * The account API: a person sees which applications have access, and takes it away again.
 *
 * This server is the resource server of its own tokens here. It knows its keys, so it need not fetch them from itself;
 * everything else is checked as any other API would check it. The tokens have to be bound to a key of the client (RFC
 * 9449), since whoever stole one could lock a person out of all that is connected.
 */
export function accountApi({ environment, keys, consents, provider }: AccountApiParts): Middleware[] {
  const { audience, scopes } = resourcesOf(environment).account
  const api: KoaResourceServer = resourceServer({
    issuer: { issuer: environment.issuer, jwks: { keys: publicKeys(keys) }, algorithms: ['RS256'] },
    audience,
    publicUrl: environment.issuer,
    dpop: { use: 'required' },
    ...(environment.observer && { onEvent: explainDecisions((...sent) => api.explain(...sent)) }),
    metadata: {
      resourceName: 'Account',
      'resourceName#uz': 'Hisob',
      scopesSupported: scopes,
    },
  })
  const mayRead = api.requireScope('apps.read')
  const mayRevoke = api.requireScope('apps.revoke')

  async function list(ctx: Context): Promise<void> {
    ctx.body = { apps: await appsOf(getAuth(ctx).subject, consents, provider) }
  }

  async function revoke(ctx: Context, clientId: string): Promise<void> {
    if (await consents.forget(getAuth(ctx).subject, clientId)) ctx.status = 204
    else problem(ctx, 404, 'This application has no access')
  }

  const apps: Middleware = async (ctx, next) => {
    const found = route.exec(ctx.path)
    if (found === null) return next()
    ctx.set('Cache-Control', 'no-store')
    const clientId = found[1] === undefined ? undefined : decoded(found[1])
    const methods = clientId === undefined ? ['GET', 'HEAD'] : ['DELETE']
    if (!methods.includes(ctx.method)) {
      ctx.set('Allow', methods.join(', '))
      problem(ctx, 405, 'This method is not for this address')
      return
    }
    if (clientId === undefined) await mayRead(ctx, () => list(ctx))
    else await mayRevoke(ctx, () => revoke(ctx, clientId))
  }
  return [api.metadata(), apps]
}

/** What cannot be decoded names no client. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}

/** Problem details, as the refusals of tokens are. @see RFC 9457 */
function problem(ctx: Context, status: number, title: string): void {
  ctx.status = status
  ctx.body = { title, status }
  ctx.type = 'application/problem+json'
}
