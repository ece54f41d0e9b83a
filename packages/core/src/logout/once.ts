import { octets } from '#octets'
import { InfrastructureFault, LogoutFault } from '../faults/index.js'
import { settledWithin } from '../http/deadline.js'
import type { ReplayStore, Reservation } from '../replay/replay-store.js'
import type { LogoutPolicy } from './logout-policy.js'
import type { LogoutToken } from './logout-token.js'

/** A store may answer late, or have another clock: for so long a token is remembered when it would no longer be taken. */
const marginSeconds = 30

/**
 * Carries a logout out, once for each logout token: a token that comes again, also while the first one is being carried out, is refused. One
 * whose logout failed may come again, where the store can release it.
 *
 * @throws {LogoutFault} `logout_replayed`, as a rejection
 * @throws {InfrastructureFault} `replay_unavailable` (as a rejection) when the store is full, does not say, or not in time.
 * @throws {LogoutFailure} (as a rejection) with what `carryOut` has thrown
 * @see OpenID Connect Back-Channel Logout 1.0 §2.6 (8)
 */
export async function once(
  { logout, until }: LogoutToken,
  { replays, replayTimeoutMs }: Pick<LogoutPolicy, 'replays' | 'replayTimeoutMs'>,
  carryOut: () => unknown,
): Promise<void> {
  const { issuer, clientId, jti } = logout
  // JSON keeps the parts apart, whatever characters they hold.
  const key = await octets.sha256(JSON.stringify(['logout', issuer, clientId, jti]))
  const reserved = await reserve(key, Math.floor(until) + 1 + marginSeconds, replays, replayTimeoutMs)
  if (reserved === 'seen') {
    throw new LogoutFault('logout_replayed', 'jti: this logout token has been used before', { issuer })
  }
  if (reserved !== 'reserved') throw unavailable(undefined, reserved)
  try {
    await carryOut()
  } catch (cause) {
    await release(key, replays, replayTimeoutMs)
    throw new LogoutFailure(issuer, cause)
  }
}

/** A logout that was verified and could not be carried out. */
export class LogoutFailure extends Error {
  readonly issuer: string

  constructor(issuer: string, cause: unknown) {
    super('the logout could not be carried out', { cause })
    this.name = 'LogoutFailure'
    this.issuer = issuer
  }
}

async function reserve(
  key: string,
  until: number,
  store: ReplayStore,
  timeoutMs: number,
): Promise<Reservation> {
  let answer: Promise<Reservation> | undefined
  try {
    answer = Promise.resolve(store.reserve(key, until))
    return await settledWithin(timeoutMs, answer)
  } catch (cause) {
    // The issuer is told to try again, and a yes that comes too late would then count as the first time.
    answer
      ?.then((late) => (late === 'reserved' ? release(key, store, timeoutMs) : undefined))
      .catch(() => undefined)
    throw unavailable(cause)
  }
}

/** What it fails with changes nothing: the token then stays used, and the logout has failed either way. */
async function release(key: string, store: ReplayStore, timeoutMs: number): Promise<void> {
  try {
    await settledWithin(timeoutMs, Promise.resolve(store.release?.(key)))
  } catch {
    // The failed logout is what is told.
  }
}

const unavailable = (cause?: unknown, answer?: unknown) =>
  new InfrastructureFault(
    'replay_unavailable',
    answer === 'full'
      ? 'the replay store is full, and a logout token that is not remembered could be used again'
      : 'the replay store did not say whether the logout token was used before',
    { cause },
  )
