import type { ClientMetadata } from 'oidc-provider'
import { securityHeaders as headersOfSample } from 'sample-ui'
import type { Middleware } from './middleware.js'

/**
 * Headers for everything that this server sends.
 *
 * Browsers apply `form-action` also to the redirects that follow a posted form, and these end at a client, so the origins
 * of the registered clients are on the list. To `script-src`, oidc-provider adds the hash of the one line with which its
 * self-submitting form goes on when nobody was signed in any more.
 */
export function securityHeaders(clients: readonly ClientMetadata[]): Middleware {
  const headers = headersOfSample({ formAction: originsOf(clients) })
  return async (ctx, next) => {
    ctx.set(headers)
    await next()
  }
}

function originsOf(clients: readonly ClientMetadata[]): string[] {
  const origins = clients.flatMap((client) => {
    const uris = [...(client.redirect_uris ?? []), ...(client.post_logout_redirect_uris ?? [])]
    const anyPort = client.application_type === 'native' // RFC 8252 §7.3
    return uris.map((uri) => `${new URL(uri).origin}${anyPort ? ':*' : ''}`)
  })
  return [...new Set(origins)]
}
