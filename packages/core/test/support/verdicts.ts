import { importJWK, jwtVerify, type CryptoKey } from 'jose'
import type { Algorithm } from '../../src/algorithms.js'
import { engine as joseEngine } from '../../src/engine/jose-engine.js'
import { engine as nodeEngine } from '../../src/engine/node-engine.js'
import type { SignatureEngine } from '../../src/engine/signature-engine.js'
import { TokenFault } from '../../src/index.js'
import { VerificationKey } from '../../src/keys/verification-key.js'
import { parseCompactJws } from '../../src/token/compact-jws.js'
import { checkHeader } from '../../src/token/jose-header.js'
import { usable } from './signers.js'
import { stricterRow } from './stricter-than-jose.js'

/** Both engines, by name. */
export const engines: readonly (readonly [name: string, engine: SignatureEngine])[] = [
  ['jose', joseEngine],
  ['node:crypto', nodeEngine],
]

const types = new Set([undefined, 'application/at+jwt'])

/** What the pipeline makes of a token with a key: structure, header with one allowed algorithm, signature. */
export async function verdictOf(key: VerificationKey, algorithm: Algorithm, token: string): Promise<boolean> {
  try {
    const jws = parseCompactJws(token)
    checkHeader(jws.header, { algorithms: new Set([algorithm]), types })
    return await key.verifies(jws, algorithm)
  } catch (thrown) {
    if (thrown instanceof TokenFault) return false
    throw thrown
  }
}

/** What `jwtVerify` makes of it when the same one algorithm is allowed. */
const verdictOfJose = (key: CryptoKey, algorithm: Algorithm, token: string): Promise<boolean> =>
  jwtVerify(token, key, { algorithms: [algorithm] }).then(
    () => true,
    () => false,
  )

/** The verdicts of both engines and of jose over one token. */
export interface Verdicts {
  readonly node: boolean
  readonly web: boolean
  readonly jose: boolean
}

/** Puts a published key into the hands of all three. */
export async function judgeOf(
  jwk: Readonly<Record<string, unknown>>,
  algorithm: Algorithm,
): Promise<(token: string) => Promise<Verdicts>> {
  const forNode = new VerificationKey(nodeEngine, usable(jwk))
  const forWeb = new VerificationKey(joseEngine, usable(jwk))
  const forJose = (await importJWK({ ...jwk }, algorithm)) as CryptoKey
  return async (token) => {
    const [node, web, jose] = await Promise.all([
      verdictOf(forNode, algorithm, token),
      verdictOf(forWeb, algorithm, token),
      verdictOfJose(forJose, algorithm, token),
    ])
    return { node, web, jose }
  }
}

/** Why three verdicts do not go together; nothing when they do. */
export function disagreement(
  token: string,
  jwk: Readonly<Record<string, unknown>>,
  { node, web, jose }: Verdicts,
): string | undefined {
  if (node !== web) return `node:crypto says ${node}, jose's engine says ${web}`
  if (node && !jose) return 'it is taken, and jwtVerify refuses it'
  if (!jose) return undefined
  const row = stricterRow(token, jwk)
  if (node && row !== undefined) return `it is taken against ${row}`
  if (!node && row === undefined) return 'it is refused, jwtVerify takes it, and no row says why'
  return undefined
}
