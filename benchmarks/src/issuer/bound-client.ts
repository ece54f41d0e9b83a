import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'

/** A client with a key of its own, and the proofs that it makes with it (ES256). */
export class BoundClient {
  readonly jwk: Readonly<Record<'crv' | 'kty' | 'x' | 'y', string>>
  readonly #privateKey: KeyObject

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const {
      crv = '',
      kty = '',
      x = '',
      y = '',
    } = publicKey.export({ format: 'jwk' }) as Partial<Record<string, string>>
    // In this order a thumbprint is made.
    this.jwk = { crv, kty, x, y }
    this.#privateKey = privateKey
  }

  /** What a token that is bound to the key has in `cnf`. */
  get confirmation(): { readonly jkt: string } {
    return { jkt: sha256(JSON.stringify(this.jwk)) }
  }

  /** A proof for `GET url` with a token. */
  proof(url: string, token: string, changes: ProofChanges = {}): string {
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: this.jwk }
    const payload = {
      jti: changes.jti ?? randomUUID(),
      htm: changes.method ?? 'GET',
      htu: changes.url ?? url,
      iat: Math.floor(Date.now() / 1000) - (changes.ageSeconds ?? 0),
      ath: sha256(changes.token ?? token),
    }
    const input = `${encode(header)}.${encode(payload)}`
    const signature = sign('sha256', Buffer.from(input), {
      key: this.#privateKey,
      dsaEncoding: 'ieee-p1363',
    })
    return `${input}.${signature.toString('base64url')}`
  }
}

/** What differs from a good proof. */
export interface ProofChanges {
  readonly jti?: string
  readonly method?: string
  readonly url?: string
  readonly token?: string
  readonly ageSeconds?: number
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')
