import { exportJWK, importJWK, type CryptoKey, type JWK } from 'jose'
import { LRUCache } from 'lru-cache'
import * as client from 'openid-client'

/** The key to which the tokens of a session are bound, as it is kept. @see RFC 9449 */
export interface ProofKey {
  readonly privateKey: JWK
  readonly publicKey: JWK
}

const algorithm = 'ES256'

/** It can be exported, because it has to outlive this process and to be found by other instances. */
export async function newProofKey(): Promise<ProofKey> {
  const { privateKey, publicKey } = await client.randomDPoPKeyPair(algorithm, { extractable: true })
  return { privateKey: await exportJWK(privateKey), publicKey: await exportJWK(publicKey) }
}

/** Makes proofs. Those of one key are made by one handle, which remembers the nonces that servers have handed out. */
export class Proofs {
  readonly #handles = new LRUCache<string, client.DPoPHandle>({ max: 1_000 })

  /** @returns what `openid-client` takes; without a key, nothing is bound */
  async options(configuration: client.Configuration, key: ProofKey | undefined): Promise<client.DPoPOptions> {
    if (key === undefined) return {}
    const name = key.publicKey.x ?? ''
    const known = this.#handles.get(name)
    if (known) return { DPoP: known }
    const [privateKey, publicKey] = await Promise.all([imported(key.privateKey), imported(key.publicKey)])
    const handle = client.getDPoPHandle(configuration, { privateKey, publicKey })
    this.#handles.set(name, handle)
    return { DPoP: handle }
  }
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm, { extractable: jwk.d === undefined })
  if (key instanceof Uint8Array) throw new TypeError('not a key of an asymmetric algorithm')
  return key
}
