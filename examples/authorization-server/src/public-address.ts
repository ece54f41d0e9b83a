import type Provider from 'oidc-provider'
import type { Middleware } from './middleware.js'

/**
 * Makes the server speak of itself by the address of its issuer, whatever `Host` a request carries: otherwise
 * the sender of a request could choose which address the metadata and the redirects name.
 *
 * An `https:` issuer means that something in front of this server ends TLS, so its cookies are marked `Secure`.
 */
export function publicAddress(provider: Provider): Middleware {
  const { host, protocol } = new URL(provider.issuer)
  provider.proxy = true // Koa believes the two headers; they are written here, not taken from the request
  return async (ctx, next) => {
    ctx.req.headers['x-forwarded-host'] = host
    ctx.req.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    await next()
  }
}
