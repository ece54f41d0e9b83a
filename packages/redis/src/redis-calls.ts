import { failureOf, RedisStoreError } from './redis-store-error.js'

/** How many calls of one store may wait for Redis, also those that were given up: clients keep them while they are not connected. */
const maxWaiting = 10_000

/** Calls of Redis that end in time, whatever the client does. */
export class RedisCalls {
  readonly #timeoutMs: number
  #waiting = 0

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  /** @throws {RedisStoreError} when it fails, or takes too long. The command may be carried out all the same. */
  run(send: () => PromiseLike<unknown>): Promise<unknown> {
    if (this.#waiting >= maxWaiting) {
      return Promise.reject(new RedisStoreError('overload', `${maxWaiting} calls wait for Redis already`))
    }
    this.#waiting += 1
    return new Promise((resolve, reject) => {
      const giveUp = () =>
        reject(new RedisStoreError('timeout', `Redis did not answer within ${this.#timeoutMs} ms`))
      const timer = setTimeout(giveUp, this.#timeoutMs)
      const settled = () => {
        clearTimeout(timer)
        this.#waiting -= 1
      }
      attempt(send).then(
        (answer) => {
          settled()
          resolve(answer)
        },
        (thrown: unknown) => {
          settled()
          reject(failureOf(thrown))
        },
      )
    })
  }
}

/** A client may throw where it should reject. */
const attempt = async (send: () => PromiseLike<unknown>): Promise<unknown> => send()
