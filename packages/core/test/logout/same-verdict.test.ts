import fc from 'fast-check'
import { importJWK, jwtVerify, type CryptoKey } from 'jose'
import { LogoutFault, TokenFault } from '../../src/index.js'
import { FixedKeySet } from '../../src/keys/fixed-key-set.js'
import { KeySet, readPublicJwks } from '../../src/keys/key-set.js'
import type { SignatureEngine } from '../../src/engine/signature-engine.js'
import { verifyLogoutToken } from '../../src/logout/logout-token.js'
import { makeSigners, signToken, type Signer } from '../support/signers.js'
import { stricterRow } from '../support/stricter-than-jose.js'
import { engines } from '../support/verdicts.js'
import { I, N } from '../support/matrix.js'

// With both engines, a logout token is taken exactly when jwtVerify of jose takes it, no row of stricterRows forbids it, and the rules hold
// that Back-Channel Logout §2.6 adds, which are written down here once more.

const signers = makeSigners().filter(({ algorithm }) => ['ES256', 'PS256', 'Ed25519'].includes(algorithm))
const event = 'http://schemas.openid.net/event/backchannel-logout'
const types = ['logout+jwt', 'application/logout+jwt']
type Claims = Readonly<Record<string, unknown>>

const good: Claims = {
  iss: I,
  aud: 'client-1',
  iat: N,
  exp: N + 120,
  jti: 'j',
  sub: 'user-1',
  events: { [event]: {} },
}

/** Values that a claim may have, good and bad; `undefined` leaves it out. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  iss: [I, `${I}/`, 'https://other.example', undefined, null, [I], 1],
  aud: ['client-1', ['client-1'], ['x', 'client-1'], 'client-2', [], undefined, null, {}, ['client-1', 1]],
  iat: [N, N - 1000, N + 60, N + 61, N + 0.5, -1, undefined, null, String(N)],
  exp: [N + 120, N + 1, N + 0.5, N, N - 1, 0, undefined, null, 'never'],
  nbf: [undefined, N, N - 5, N + 1, -1, null, '0'],
  jti: ['j', '', undefined, null, 1],
  sub: ['user-1', '', undefined, null, 1],
  sid: [undefined, 's1', '', null, 1],
  events: [
    { [event]: {} },
    { [event]: {}, other: 1 },
    { [event]: null },
    { [event]: [] },
    {},
    undefined,
    event,
    [event],
  ],
  nonce: [undefined, 'n', '', null],
}

const change = fc
  .constantFrom(...Object.keys(values))
  .chain((name) => fc.constantFrom(...values[name]!).map((value) => [name, value] as const))
const payloads = fc
  .array(change, { maxLength: 3 })
  .map((changes) => ({ ...good, ...(Object.fromEntries(changes) as Claims) }))

const headers = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom({}, { typ: 'logout+jwt' }, { typ: 'LOGOUT+JWT' }) },
  { weight: 1, arbitrary: fc.constantFrom({ typ: 'JWT' }, { typ: 'at+jwt' }, { typ: 1 }, { kid: 'k' }) },
  { weight: 1, arbitrary: fc.constantFrom({ alg: 'none' }, { alg: 'HS256' }, { crit: ['b64'], b64: true }) },
)
/** Nothing is done to most tokens on their way. */
const damage = fc.oneof({ weight: 8, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat() })

const damaged = (token: string, at: number) => {
  if (at < 0) return token
  const place = at % token.length
  return token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1)
}

const isTime = (value: unknown) => typeof value === 'number' && value >= 0
const isText = (value: unknown) => typeof value === 'string' && value !== ''
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the standard asks beyond a JWT for this audience of this issuer, and how far ahead `iat` may lie. */
function isLogout({ iat, nbf, jti, sub, sid, aud, events, ...others }: Claims): boolean {
  return (
    isTime(iat) &&
    (iat as number) <= N + 60 &&
    (nbf === undefined || isTime(nbf)) &&
    isText(jti) &&
    [sub, sid].every((value) => value === undefined || isText(value)) &&
    (sub ?? sid) !== undefined &&
    [aud].flat().every((one) => typeof one === 'string') &&
    isObject(events) &&
    isObject((events as Claims)[event]) &&
    !('nonce' in others)
  )
}

function verifierWith(engine: SignatureEngine, { jwk, algorithm }: Signer) {
  const publicJwks = readPublicJwks({ keys: [{ ...jwk, kid: 'k' }] }, () => undefined)
  const keys = new FixedKeySet(I, 1, () => KeySet.of(publicJwks, engine, () => undefined))
  const issuer = {
    issuer: I,
    keys,
    header: { algorithms: new Set([algorithm]), types: new Set<undefined>() },
  }
  const rules = {
    issuers: {
      choose: (iss: unknown) => {
        if (iss !== I) throw new TokenFault('issuer_unknown', '')
        return issuer
      },
    },
    clientIds: ['client-1'],
    clock: () => N,
    clockToleranceSeconds: 0,
    allowMissingExpiry: false,
  }
  return (token: string) =>
    verifyLogoutToken(token, rules).then(
      () => true,
      (thrown: unknown) => {
        if (thrown instanceof TokenFault || thrown instanceof LogoutFault) return false
        throw thrown
      },
    )
}

const payloadOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Claims

async function expectedVerdict(token: string, key: CryptoKey, { jwk, algorithm }: Signer): Promise<boolean> {
  const options = { issuer: I, audience: 'client-1', algorithms: [algorithm], requiredClaims: ['exp'] }
  const taken = await jwtVerify(token, key, { ...options, currentDate: new Date(N * 1000) }).then(
    () => true,
    () => false,
  )
  return taken && stricterRow(token, jwk, types) === undefined && isLogout(payloadOf(token))
}

test.each(signers.map((signer) => [signer.algorithm, signer] as const))(
  '%s: any header, any claims, any damage',
  async (algorithm, signer) => {
    const key = (await importJWK({ ...signer.jwk }, algorithm)) as CryptoKey
    const verifiers = engines.map(([name, engine]) => [name, verifierWith(engine, signer)] as const)
    const seen = { taken: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(headers, payloads, damage, async (header, payload, at) => {
        const json = (value: object) => Buffer.from(JSON.stringify(value))
        const token = damaged(signToken(json({ alg: algorithm, ...header }), json(payload), signer), at)
        const expected = await expectedVerdict(token, key, signer)
        for (const [name, verify] of verifiers) expect([name, await verify(token)]).toEqual([name, expected])
        seen[expected ? 'taken' : 'refused']++
      }),
      { numRuns: 300 },
    )
    // Otherwise the property would say little.
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(30)
  },
)
