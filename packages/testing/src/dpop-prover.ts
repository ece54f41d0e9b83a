import { createHash, randomUUID } from 'node:crypto'
import { checkNames } from './check-names.js'
import { signCompact } from './signature.js'
import { createTestClock, type TestClock } from './test-clock.js'
import { createTestKey, type TestAlgorithm, type TestKey } from './test-key.js'

/** The client's side of DPoP: a key of its own, and proofs that it holds the key. */
export interface DpopProver {
  readonly key: TestKey
  /** The public half of the key as proofs carry it, without a name. */
  readonly jwk: Readonly<Record<string, string>>
  /** The thumbprint of the key, the `jkt` of tokens that are bound to it. */
  readonly thumbprint: string
  /** The time at which proofs are made. */
  readonly clock: TestClock
  /** A good proof for one request, unless the options spoil it. Each has a `jti` of its own. */
  proof(request: ProvedRequest, options?: ProofOptions): string
  /** The fields of a request with a token that is bound to the key: `Authorization` and `DPoP`. */
  headers(request: ProvedRequest & { readonly token: string }, options?: ProofOptions): ProofHeaders
}

/** The fields of a request with a bound token, as `fetch`, `inject` and others take them. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface is no Record<string, string>
export type ProofHeaders = {
  readonly authorization: string
  readonly dpop: string
}

/** The request that a proof is made for. */
export interface ProvedRequest {
  /** @default 'GET' */
  readonly method?: string | undefined
  /** The whole URL as the client knows it; what follows `?` or `#` is left out of the proof. */
  readonly url: string
  /** The access token, whose hash goes into the proof. @default no `ath` */
  readonly token?: string | undefined
}

/** What a proof says beside. */
export interface ProofOptions {
  /** The nonce that the server has given. @default no `nonce` */
  readonly nonce?: string | undefined
  /** Added to the claims, or put in the place of one; `undefined` removes the claim. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
  /** Added to the header, or put in the place of a member; `undefined` removes the member. */
  readonly header?: Readonly<Record<string, unknown>> | undefined
  /** The key that signs. @default the prover's, which is also named in the header */
  readonly signedBy?: TestKey | undefined
}

/** How a prover is made. */
export interface DpopProverOptions {
  /** @default 'ES256' */
  readonly algorithm?: TestAlgorithm | undefined
  /** @default a random one of the algorithm */
  readonly key?: TestKey | undefined
  /** When proofs are made: give it the clock of the test issuer, so that all agree on the time. @default a clock that stands at now */
  readonly clock?: TestClock | undefined
}

const proverOptionNames = [
  'algorithm',
  'key',
  'clock',
] as const satisfies readonly (keyof DpopProverOptions)[]
const requestNames = ['method', 'url', 'token'] as const satisfies readonly (keyof ProvedRequest)[]
const proofOptionNames = [
  'nonce',
  'claims',
  'header',
  'signedBy',
] as const satisfies readonly (keyof ProofOptions)[]

/**
 * Makes a client that can prove that it holds a key. The key is random, so that its proofs are good nowhere else.
 *
 * @throws {TypeError} when an option is misspelt, here or in a call
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-4.2 RFC 9449 section 4.2}
 */
export function createDpopProver(options: DpopProverOptions = {}): DpopProver {
  checkNames('createDpopProver()', options, proverOptionNames)
  const { clock = createTestClock(), key = createTestKey({ algorithm: options.algorithm }) } = options
  const jwk = publicMembers(key)

  const proof = (request: ProvedRequest, changes: ProofOptions = {}): string => {
    checkNames('the request of a proof', request, requestNames)
    checkNames('a proof', changes, proofOptionNames)
    const { method = 'GET', url, token } = request
    const { nonce, claims, header, signedBy = key } = changes
    if (!URL.canParse(url))
      throw new TypeError('url: expected the whole URL that the client calls; spoil htu with claims')
    if (typeof signedBy.algorithm !== 'string')
      throw new TypeError('signedBy: expected a key, such as createTestKey()')
    const payload = {
      jti: randomUUID(),
      htm: method,
      htu: url.replace(/[?#].*$/, ''),
      iat: Math.floor(clock()),
      ath: token === undefined ? undefined : sha256(token),
      nonce,
      ...claims,
    }
    // What is undefined, JSON leaves out.
    return signCompact({ typ: 'dpop+jwt', alg: key.algorithm, jwk, ...header }, payload, signedBy)
  }

  return {
    key,
    jwk,
    thumbprint: sha256(JSON.stringify(jwk)),
    clock,
    proof,
    headers(request, changes) {
      if (typeof request.token !== 'string')
        throw new TypeError('headers(): expected the token of the request; proof() is without')
      return { authorization: `DPoP ${request.token}`, dpop: proof(request, changes) }
    },
  }
}

/** The members that make the key, in the order of their names: what a thumbprint is made of. */
function publicMembers({ publicJwk }: TestKey): Readonly<Record<string, string>> {
  const members = ['crv', 'e', 'kty', 'n', 'x', 'y'] as const
  const present = members.flatMap((name) => {
    const value = publicJwk[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.freeze(Object.fromEntries(present))
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')
