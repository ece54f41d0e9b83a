import { resourceServer, type ResourceServerOptions } from '../../src/index.js'
import { I, R } from '../support/matrix.js'
import { quickIssuer } from '../support/key-sets.js'

/** How often a part of the runtime's HTTP client is touched while a resource server is built. */
function touchesWhileBuilding(options: Partial<ResourceServerOptions>): number {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'Headers')!
  const real = globalThis.Headers
  let touches = 0
  Object.defineProperty(globalThis, 'Headers', {
    configurable: true,
    get: () => {
      touches += 1
      return real
    },
  })
  try {
    resourceServer({ audience: R, ...options })
  } finally {
    Object.defineProperty(globalThis, 'Headers', original)
  }
  return touches
}

const jwks = { keys: quickIssuer().keys.map(({ publicJwk }) => publicJwk) }
const introspection = { clientId: 'api', clientSecret: 'secret' }

describe("the runtime's HTTP client is loaded while the resource server is built", () => {
  test.each<[what: string, options: () => Partial<ResourceServerOptions>]>([
    ['a key set that is found by discovery', () => ({ issuer: I })],
    ['a key set at a known address', () => ({ issuers: [{ issuer: I, jwksUri: `${I}/jwks` }] })],
    [
      'introspection beside keys that were given',
      () => ({ issuers: [{ issuer: I, jwks: jwks, introspection }] }),
    ],
    ['issuers that are resolved', () => ({ resolveIssuer: () => undefined })],
  ])('for %s', (_what, options) => {
    expect(touchesWhileBuilding(options())).toBe(1)
  })

  test.each<[what: string, options: () => Partial<ResourceServerOptions>]>([
    ['keys that were given', () => ({ issuers: [{ issuer: I, jwks: jwks }] })],
    ['another fetch', () => ({ issuer: I, fetch: quickIssuer().fetch })],
  ])('and not for %s', (_what, options) => {
    expect(touchesWhileBuilding(options())).toBe(0)
  })
})

test('a global fetch that is replaced after the resource server was built is used', async () => {
  const issuer = quickIssuer()
  const server = resourceServer({ issuer: I, audience: R, clock: issuer.clock })
  const replaced = jest.spyOn(globalThis, 'fetch').mockImplementation(issuer.fetch)
  try {
    await server.ready()
    expect(replaced).toHaveBeenCalled()
  } finally {
    replaced.mockRestore()
  }
})
