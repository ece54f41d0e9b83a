import type { RequestHandler } from 'express'
import { isLoopback } from './loopback.js'

/**
 * Leads who came by another name of this machine, such as `localhost`, to the address of the part, to which its cookies belong: a sign-in
 * that begins elsewhere would come back without its session.
 *
 * @param origin of the part, as browsers see it. Where that is not this machine, nobody is led anywhere: what stands between may have
 *   changed the name.
 */
export function ownAddress(origin: string): RequestHandler {
  const own = new URL(origin)
  return (req, res, next) => {
    const { host } = req.headers
    const asked = host !== undefined && URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : own
    const isAlias =
      asked.host !== own.host &&
      asked.port === own.port &&
      isLoopback(own.hostname) &&
      isLoopback(asked.hostname)
    if (isAlias && req.method === 'GET' && req.originalUrl.startsWith('/')) {
      res.redirect(302, origin + req.originalUrl)
    } else next()
  }
}
