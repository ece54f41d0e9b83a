import { createTestKey } from '@qalqon/testing'
import { issuer, key, own, type BrokenSetup } from './broken-setup.js'

/** Setups in which no key is there for the signature. */
export const keySetups: readonly BrokenSetup[] = [
  {
    name: 'another environment has the same issuer name and other keys',
    token: () => issuer.token({ key: createTestKey({ kid: 'of-staging' }) }),
    code: 'key_not_found',
    cause: /another environment that goes by the same issuer name/,
    mend: /compare its kid with the key set/,
  },
  {
    name: 'the key names another algorithm than the token',
    token: () => issuer.token({ key: createTestKey({ kid: key.kid, algorithm: 'ES384' }) }),
    code: 'key_not_found',
    cause: /has a key of that name, and not for "ES384"/,
    mend: /compare alg/,
  },
  {
    name: 'the issuer has published an empty key set',
    options: { fetch: withKeys() },
    token: () => issuer.token(),
    code: 'key_not_found',
    cause: /the key set of the issuer is empty, or none of its keys can be used/,
    mend: /until the issuer publishes the public keys/,
  },
  {
    name: 'the issuer has published keys of which none can be used',
    options: { fetch: withKeys({ kty: 'oct', kid: 'k' }) },
    token: () => issuer.token(),
    code: 'key_not_found',
    cause: /is empty, or none of its keys can be used/,
    mend: /told as the event key_skipped/,
  },
  {
    name: 'the API of Auth0 is set to HS256',
    token: () => own({}, { alg: 'HS256' }),
    code: 'algorithm_not_allowed',
    cause: /HS256 signs with a secret/,
    mend: /set the signing algorithm to RS256/,
  },
]

/** A network in which the issuer publishes these keys. */
function withKeys(...keys: readonly object[]): typeof fetch {
  return (async (input: string, init?: RequestInit) =>
    input.includes('/.well-known/openid-configuration')
      ? issuer.fetch(input, init)
      : Response.json({ keys })) as typeof fetch
}
