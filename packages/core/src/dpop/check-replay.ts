import { octets } from '#octets'
import { InfrastructureFault } from '../faults/index.js'
import { proofFault } from './proof-fault.js'
import { settledWithin } from '../http/deadline.js'
import { after, attempt, awaitable, isPromise, type MaybePromise } from '../maybe-promise.js'
import type { ReplayStore } from '../replay/replay-store.js'

/** What a proof is told from all others by. */
export interface ProofName {
  /** That of the token. */
  readonly issuer: string
  /** The thumbprint of the key. */
  readonly jkt: string
  readonly jti: string
}

/** Where proofs are remembered. */
export interface ReplayPolicy {
  readonly store: ReplayStore
  /** How long it may take to answer. */
  readonly timeoutMs: number
}

/** A store may answer late, or have another clock: for so long a proof is remembered when it would no longer be taken. */
const marginSeconds = 30

/**
 * Checks that a proof comes for the first time, and remembers it, in one step. The store sees a hash of fixed size, however long
 * the name is.
 *
 * Neither a thumbprint nor an issuer has a space in it, so the names of two clients are never spelled alike.
 *
 * @param until the last second in which the proof would be taken, since 1970
 * @throws {TokenFault} `proof_replayed`
 * @throws {InfrastructureFault} `replay_unavailable` when the store is full, does not say, or not in time.
 * @see RFC 9449 §11.1
 */
export function checkReplay(
  { issuer, jkt, jti }: ProofName,
  until: number,
  { store, timeoutMs }: ReplayPolicy,
): MaybePromise<void> {
  return after(octets.sha256(`${jkt} ${issuer} ${jti}`), (key) => {
    // A store that is written in JavaScript may answer anything; only a clear yes lets the request pass.
    const reserved: MaybePromise<unknown> = attempt(() => {
      const answer = awaitable(store.reserve(key, Math.floor(until) + 1 + marginSeconds))
      return isPromise(answer) ? settledWithin(timeoutMs, answer) : answer
    }, unavailable)
    return after(reserved, (answer) => {
      if (answer === 'reserved') return
      if (answer === 'seen') throw proofFault('proof_replayed', 'jti: this proof has been used before')
      throw full(answer)
    })
  })
}

const full = (answer: unknown) =>
  new InfrastructureFault(
    'replay_unavailable',
    answer === 'full'
      ? 'the replay store is full, and a proof that is not remembered could be used again'
      : "the replay store answered neither 'reserved' nor 'seen'",
  )

function unavailable(cause: unknown): never {
  throw new InfrastructureFault(
    'replay_unavailable',
    'the replay store did not say whether the proof was used before',
    { cause },
  )
}
