import { shorten } from '../faults/index.js'
import type { PublicUrl } from '../request/public-url.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { DpopProof } from './dpop-proof.js'
import { proofFault } from './proof-fault.js'
import { normalTargetUri } from './target-uri.js'

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
  if (htu === target.uri) return
  const wanted = normalTargetUri(target.uri)
  if (wanted !== undefined && normalTargetUri(htu) === wanted) return
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
