import { shorten } from '../faults/index.js'
import type { Policy } from '../options/policy.js'
import type { AccessToken } from './access-token.js'

/** Where a client and an API share one identifier, the audience no longer tells access tokens from ID tokens. */
export function warnOfClientIdAudience<C>(
  { issuer, clientId }: AccessToken<C>,
  { audiences, warn }: Policy<C>,
): void {
  if (clientId === undefined || !audiences.includes(clientId)) return
  const detail = `audience: ${shorten(clientId)} is also the id of a client, so ID tokens of that client have this audience too`
  warn('audience_is_client_id', issuer, detail)
}
