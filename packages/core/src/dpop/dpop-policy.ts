import type { Algorithm } from '../algorithms.js'
import type { ReplayPolicy } from './check-replay.js'
import type { PublicUrl } from '../request/public-url.js'
import type { ProofTimes } from './check-times.js'
import type { Nonces } from './nonces.js'
import type { ProofHeaders } from './proof-headers.js'

/** How proofs of possession are asked for and checked. */
export interface DpopPolicy extends ProofTimes {
  /** Whether tokens that are bound to no key are refused. */
  readonly required: boolean
  /** Of proofs. */
  readonly algorithms: ReadonlySet<Algorithm>
  readonly headers: ProofHeaders
  readonly publicUrl: PublicUrl
  readonly replay: ReplayPolicy
  /** Absent where proofs need no nonce. */
  readonly nonces: Nonces | undefined
}
