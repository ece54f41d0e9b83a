import { ConfigurationFault } from '../faults/index.js'
import type { ResourceRequest } from '../request/resource-request.js'

/**
 * Checks that what is to be explained is a token or a request.
 *
 * @throws {ConfigurationFault} naming the mend
 */
export function checkExplainable(sent: unknown): asserts sent is string | ResourceRequest {
  if (typeof sent === 'string') return
  if (
    typeof sent !== 'object' ||
    sent === null ||
    !('method' in sent && 'url' in sent && 'headers' in sent)
  ) {
    throw new ConfigurationFault('explain', 'expected a token, which is a text, or a request')
  }
  // Its `headers` lack what was sent twice, and its `url` the path of a router: what is explained would not be what was decided.
  if ('rawHeaders' in sent) {
    throw new ConfigurationFault(
      'explain',
      'expected { method: req.method, url: req.originalUrl, headers: req.headersDistinct }, and not the request of Node itself',
    )
  }
}
