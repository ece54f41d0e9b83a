import type { ClientMetadata } from 'oidc-provider'
import type { Middleware } from './middleware.js'

/**
 * Headers for everything that this server sends.
 *
 * The pages need one style sheet, one picture and their own forms; everything else is forbidden. Browsers apply
 * `form-action` also to the redirects that follow a posted form, and these end at a client, so the origins of
 * the registered clients are on the list.
 */
export function securityHeaders(clients: readonly ClientMetadata[]): Middleware {
  const headers = {
    'Content-Security-Policy': [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self'",
      // Named although it repeats the default: here oidc-provider adds the hash of the one line with which its
      // self-submitting form goes on when nobody was signed in any more.
      "script-src 'none'",
      `form-action ${["'self'", ...originsOf(clients)].join(' ')}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // The address of an interaction is nobody else's business.
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
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
