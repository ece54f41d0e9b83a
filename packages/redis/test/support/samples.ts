import { randomBytes, randomUUID } from 'node:crypto'
import type { RevocableToken } from '@qalqon/core'

/** For a Redis that answers: a busy machine can take its time, and no test waits for this one. */
export const patient = { timeoutMs: 30_000 } as const

/** A key of a replay store, as a resource server makes them. */
export const newKey = (): string => randomBytes(32).toString('base64url')

/** A token of Alice's that was issued now, at an issuer that nobody else has. */
export const newToken = (): RevocableToken => ({
  issuer: `https://issuer.test/${randomUUID()}`,
  tokenHash: newKey(),
  jti: randomUUID(),
  subject: 'alice',
  sid: randomUUID(),
  clientId: 'photo-print',
  issuedAt: Math.floor(Date.now() / 1000),
})
