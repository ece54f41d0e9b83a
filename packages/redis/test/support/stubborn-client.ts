import type { IoredisClient, RedisClient } from '../../src/index.js'

/** A connection that does to each command what a test wants, and the commands that it was sent. */
export function clientThat(
  answer: (command: string) => unknown,
): RedisClient & { readonly sent: string[][] } {
  const sent: string[][] = []
  const call: IoredisClient['call'] = (command, ...args) => {
    sent.push([command, ...args.map(String)])
    return Promise.resolve(command).then(answer)
  }
  return { call, sent }
}

/** A connection that never answers. */
export const silentClient = (): RedisClient => clientThat(() => new Promise(() => undefined))

/** A connection that fails. */
export const failingClient = (error: unknown): RedisClient =>
  clientThat(() => {
    throw error
  })
