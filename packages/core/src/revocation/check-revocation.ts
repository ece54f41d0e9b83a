import { InfrastructureFault, TokenFault } from '../faults/index.js'
import { settledWithin } from '../http/deadline.js'
import { after, attempt, awaitable, isPromise, type MaybePromise } from '../maybe-promise.js'
import type { RevocableToken, RevocationStore } from './revocation-store.js'

/**
 * Refuses a token that was revoked.
 *
 * @throws {TokenFault} `token_revoked`
 * @throws {InfrastructureFault} `revocation_unavailable` when the store does not say, or not in time.
 */
export function checkRevocation(
  token: RevocableToken,
  store: RevocationStore,
  timeoutMs: number,
): MaybePromise<void> {
  // A store that is written in JavaScript may answer anything; only a clear no lets the token pass.
  const revoked: MaybePromise<unknown> = attempt(() => {
    const answer = awaitable(store.isRevoked(token))
    return isPromise(answer) ? settledWithin(timeoutMs, answer) : answer
  }, unavailable)
  return after(revoked, (answer) => {
    if (answer === false) return
    if (answer !== true) unavailable(new TypeError('isRevoked returned neither true nor false'))
    throw new TokenFault('token_revoked', 'the token was revoked before it expired', { issuer: token.issuer })
  })
}

/**
 * Whether a store is known to hold no revocation, so that no token need be looked up. As with `isRevoked`, only a clear
 * yes counts: a promise, or anything else, sends the token to `isRevoked`.
 *
 * @throws {InfrastructureFault} `revocation_unavailable` when the store throws.
 */
export function isKnownEmpty(store: RevocationStore): boolean {
  let answer: unknown
  try {
    answer = store.isEmpty?.()
  } catch (cause) {
    return unavailable(cause)
  }
  // Nobody waits for a promise, and its rejection would end the process.
  if (answer instanceof Promise) answer.catch(() => undefined)
  return answer === true
}

function unavailable(cause: unknown): never {
  throw new InfrastructureFault(
    'revocation_unavailable',
    'the revocation store did not say whether the token was revoked',
    { cause },
  )
}
