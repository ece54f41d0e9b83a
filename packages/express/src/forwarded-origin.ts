import { ConfigurationFault } from '@qalqon/core'
import type { Request } from 'express'

/** What tells which hops the application trusts, and what they have said. */
export type ForwardedRequest = Pick<Request, 'app' | 'socket' | 'protocol' | 'headers'>

type Trust = (address: string | undefined, hop: number) => boolean

/** An address that belongs to nobody. @see RFC 5737 §3 */
const nobody = '192.0.2.1'

/** More hops than there are. */
const farAway = 1_000_000

/**
 * Scheme and host as the next hop has told them, where the application trusts it (`trust proxy`); `undefined` where it does not, or
 * where the hop has told several.
 *
 * @throws {ConfigurationFault} when the application trusts every hop: then whoever sends a request tells it.
 * @see RFC 9449 §4.3 (9)
 */
export function forwardedOriginOf(req: ForwardedRequest): string | undefined {
  const { app, socket, protocol, headers } = req
  const trusts = app.get('trust proxy fn') as Trust
  if (trusts(nobody, farAway)) {
    throw new ConfigurationFault(
      'publicUrl',
      "'forwarded' where trust proxy trusts everybody would let every client say where it wants the API to be: name the addresses of your proxies in trust proxy, or set publicUrl to the URL of this API",
    )
  }
  if (!trusts(socket.remoteAddress, 0)) return undefined
  const { host } = headers
  const forwarded = [headers['x-forwarded-host'], headers['x-forwarded-proto']].map(String)
  // Of several, the first was written by whoever comes first, and that may be the client.
  if (forwarded.some((value) => value.includes(','))) return undefined
  const told = headers['x-forwarded-host'] ?? host
  return told === undefined ? undefined : `${protocol}://${String(told)}`
}
