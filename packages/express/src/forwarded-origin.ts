import { ConfigurationFault } from '@qalqon/core'
import type { Request } from 'express'

/** What tells which hops the application trusts, and what they have said. */
export type ForwardedRequest = Pick<Request, 'app' | 'socket' | 'protocol' | 'headers'>

/**
 * Scheme and host as the next hop has told them, where the application trusts it (`trust proxy`); `undefined` where it does not.
 *
 * @throws {ConfigurationFault} when the application trusts every hop: then whoever sends a request tells it.
 * @see RFC 9449 §4.3 (9)
 */
export function forwardedOriginOf(req: ForwardedRequest): string | undefined {
  const { app, socket, protocol, headers } = req
  if (app.get('trust proxy') === true) {
    throw new ConfigurationFault(
      'publicUrl',
      "'forwarded' with trust proxy: true would let every client say where it wants the API to be: name the addresses of your proxies in trust proxy, or set publicUrl to the URL of this API",
    )
  }
  const trusts = app.get('trust proxy fn') as (address: string | undefined, hop: number) => boolean
  if (!trusts(socket.remoteAddress, 0)) return undefined
  const [forwarded] = String(headers['x-forwarded-host'] ?? '').split(',')
  const host = forwarded?.trim() || headers.host
  return host === undefined ? undefined : `${protocol}://${host}`
}
