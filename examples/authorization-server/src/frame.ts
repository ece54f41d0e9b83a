import type { KoaContextWithOIDC } from 'oidc-provider'
import { languageOf, type PartLink } from 'sample-ui'
import type { Context } from './middleware.js'
import type { Frame } from './pages/page.js'

/**
 * The frame of the page that answers a request.
 *
 * @param params of the authorization or logout request: `ui_locales` counts where the language switch was not used.
 * @param path where the language switch comes back to, unless to the path of the request. A query is left out, because it may
 * hold what is nobody else's business.
 */
export type FrameOf = (
  ctx: Pick<Context, 'req' | 'path'>,
  params?: Readonly<Record<string, unknown>>,
  path?: string,
) => Frame

/** @param observer the address of the observer, where there is one: pages have the panel that tells what just happened then */
export function frameOfParts(parts: readonly PartLink[], observer?: string): FrameOf {
  return (ctx, params, path = ctx.path) => {
    const locales = params?.ui_locales
    const language = languageOf(ctx.req.headers, typeof locales === 'string' ? locales : '')
    return { language, path, parts, observer }
  }
}

/** The path of a request to an endpoint of oidc-provider, with its query, but without the ID token in it. */
export function pathWithoutToken({ path, querystring }: Pick<Context, 'path' | 'querystring'>): string {
  const query = new URLSearchParams(querystring)
  query.delete('id_token_hint')
  return query.size === 0 ? path : `${path}?${query.toString()}`
}

/** The path of a logout that asks the same again: the client in the place of the ID token that named it. */
export function pathOfLogout({ oidc: { client, params }, path }: KoaContextWithOIDC): string {
  const query = new URLSearchParams()
  if (client !== undefined) query.set('client_id', client.clientId)
  for (const name of ['post_logout_redirect_uri', 'state', 'ui_locales']) {
    const value = params?.[name]
    if (typeof value === 'string') query.set(name, value)
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`
}
