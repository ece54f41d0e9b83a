import { shorten } from '../faults/index.js'
import type { PublicUrl } from '../request/public-url.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { DpopProof } from './dpop-proof.js'
import { proofFault } from './proof-fault.js'
import { hasDotSegments, normalTargetUri } from './target-uri.js'

/**
 * Checks that a proof was made for this request: for its method, compared as it stands, and for its target as the client sees it,
 * without query and fragment.
 *
 * @throws {TokenFault} `proof_method_mismatch` or `proof_target_mismatch`
 * @see RFC 9449 §4.3 (8), (9)
 */
export function checkTarget({ htm, htu }: DpopProof, request: ResourceRequest, publicUrl: PublicUrl): void {
  if (htm !== request.method) {
    const [expected, actual] = [shorten(request.method), shorten(htm)]
    throw proofFault('proof_method_mismatch', `htm: expected ${expected}, found ${actual}`, {
      expected,
      actual,
    })
  }
  const target = publicUrl.of(request)
  if (target.uri !== undefined && isSameTarget(htu, target.uri)) return
  const [expected, actual] = [shorten(target.uri), shorten(htu)]
  throw proofFault(
    'proof_target_mismatch',
    `htu: expected ${expected} (made of ${target.madeOf}), found ${actual}`,
    {
      expected,
      actual,
    },
  )
}

/**
 * Frameworks do not take dot segments out of the path of a request, so there they are not taken out either: a proof for the
 * route that is meant must not open the one that is reached.
 */
function isSameTarget(htu: string, uri: string): boolean {
  if (htu === uri) return true
  const wanted = hasDotSegments(uri) ? undefined : normalTargetUri(uri)
  return wanted !== undefined && normalTargetUri(htu) === wanted
}
