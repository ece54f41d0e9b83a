import { setImmediate, setTimeout } from 'node:timers/promises'
import { createTestIssuer, type TestIssuer, type TestIssuerOptions, type TokenOptions } from '@qalqon/testing'
import type { JsonObject, ResourceServerOptions } from '../../src/index.js'
import { I, matrix, N, R, type Matrix } from './matrix.js'

/** An issuer whose keys are quickly made, with the identifier and the time of the matrix. */
export const quickIssuer = (options: TestIssuerOptions = {}) =>
  createTestIssuer({ issuer: I, audience: R, now: N, ...options })

/** A resource server whose key set was never fetched. */
export const cold = (
  options: Partial<ResourceServerOptions<JsonObject, boolean>> = {},
  issuer = quickIssuer(),
) => matrix(options, issuer)

/** A resource server whose key set was fetched at N. Nothing of that is counted. */
export async function warm(
  options: Partial<ResourceServerOptions<JsonObject, boolean>> = {},
  issuer = quickIssuer(),
): Promise<Matrix> {
  const built = matrix(options, issuer)
  await built.server.ready()
  issuer.requests.reset()
  built.events.length = 0
  return built
}

/** An `Authorization` value with a good token of now, unless the options spoil it. */
export const bearer = (issuer: TestIssuer, options: TokenOptions = {}) =>
  `Bearer ${issuer.token({ scope: 'read', ...options })}`

/** The same, naming a key that the issuer does not have. */
export const withKid = (issuer: TestIssuer, kid: string | undefined) => bearer(issuer, { header: { kid } })

/** Lets promises and I/O of this process go on until something has come about. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 1000; turn++) {
    if (await condition()) return
    await setImmediate()
  }
  throw new Error('it has not come about')
}

/** Whether a promise is settled after everything that is due in this process was done; signatures take another thread. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  const done = () => {
    settled = true
  }
  promise.then(done, done)
  for (let turn = 0; turn < 20; turn++) await setImmediate()
  await setTimeout(15)
  return settled
}

/** A fetch that can be held up: calls wait until they are let go. */
export function heldFetch(fetch: typeof globalThis.fetch) {
  let gate: Promise<void> | undefined
  let open: () => void = () => undefined
  return {
    fetch: (async (...request) => {
      if (gate) await gate
      return fetch(...request)
    }) as typeof globalThis.fetch,
    hold: () => {
      gate = new Promise((resolve) => (open = resolve))
    },
    letGo: () => {
      gate = undefined
      open()
    },
  }
}
