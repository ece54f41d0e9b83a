import type { Policy } from '../options/policy.js'
import type { ResourceRequest } from '../request/resource-request.js'

/** Why a request for the metadata of this API has come as far as to the resource server, which wants a token. */
export function metadataBehindGuard<C>(
  request: ResourceRequest | undefined,
  { metadata }: Policy<C>,
): string | undefined {
  if (!request || metadata.location?.isAskedBy(request.url) !== true) return undefined
  return 'the client asks for the metadata of this API, which is for everybody: put app.use(api.metadata()) before the resource server, at the root of the app'
}
