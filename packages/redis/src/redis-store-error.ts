/** Why a store on Redis could not do what it was asked for. */
export type RedisStoreFailure =
  /** Redis did not answer in time. What was asked for may still be done later. */
  | 'timeout'
  /** So many calls wait for Redis that no more are sent. */
  | 'overload'
  /** Redis has no memory left for one more key. */
  | 'full'
  /** The time of a key is over when it comes: the clock of the store and that of the resource server differ. */
  | 'expired'
  /** The connection, or Redis, has failed. */
  | 'failed'
  /** Redis does not let this connection do it, for the rights of its user. */
  | 'refused'
  /** Redis has answered something else than these commands have as an answer. */
  | 'unclear'

/**
 * A store on Redis could not do what it was asked for. The resource server answers 503 then.
 *
 * It holds the message of what the connection failed with, and not that error itself, which can have the password of the connection in
 * it.
 */
export class RedisStoreError extends Error {
  /** What went wrong, for metrics and alarms. */
  readonly reason: RedisStoreFailure

  constructor(reason: RedisStoreFailure, message: string) {
    super(message)
    this.name = 'RedisStoreError'
    this.reason = reason
  }
}

/** What a connection failed with, as an error of the store. */
export function failureOf(thrown: unknown): RedisStoreError {
  const message = messageOf(thrown)
  return new RedisStoreError(reasonOf(message), `Redis failed: ${message}`)
}

/** The errors of Redis begin with a word for their kind. */
function reasonOf(message: string): RedisStoreFailure {
  if (message.startsWith('OOM ')) return 'full'
  return /^(NOPERM|NOAUTH) /.test(message) ? 'refused' : 'failed'
}

/** Whether Redis was away. Anything else would go on, and an option for outages must not make it a hole that stays open. */
export const isOutage = ({ reason }: RedisStoreError): boolean =>
  reason === 'timeout' || reason === 'overload' || reason === 'failed'

/** Redis says in its errors with what a command was called, which can be `AUTH` and a password. */
const commandInError = /,? with args beginning with.*/s

function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'without an error'
  const { message, code } = thrown as NodeJS.ErrnoException
  // The error of several addresses that refuse has a code alone.
  const text = message === '' ? (code ?? thrown.name) : message
  return text.replace(commandInError, '').slice(0, 200)
}
