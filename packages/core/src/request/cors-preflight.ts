import { fieldLines, type ResourceRequest } from './resource-request.js'

/**
 * Whether a request is a CORS preflight, which browsers send without credentials: `OPTIONS` with both `Origin`
 * and `Access-Control-Request-Method`. Anything less is an ordinary request, and what asks for another protocol is more than one.
 *
 * @see Fetch Standard, CORS-preflight request
 */
export function isCorsPreflight(request: ResourceRequest): boolean {
  return (
    request.method === 'OPTIONS' &&
    fieldLines(request, 'origin').length === 1 &&
    fieldLines(request, 'access-control-request-method').length === 1 &&
    fieldLines(request, 'upgrade').length === 0
  )
}
