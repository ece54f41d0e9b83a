import { createHash, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type GenerateKeyPairResult, type JWK, SignJWT } from 'jose'

/** The key of somebody who calls an API. It never leaves its owner; the proofs do. */
export interface ProofKey {
  readonly keyPair: GenerateKeyPairResult
  /** A proof for one request: this method, this URL, this token, now. @see RFC 9449 §4.2 */
  prove(method: string, url: string, token: string): Promise<string>
}

export async function makeProofKey(): Promise<ProofKey> {
  const keyPair = await generateKeyPair('ES256')
  const jwk: JWK = await exportJWK(keyPair.publicKey)
  return {
    keyPair,
    prove(method, url, token) {
      const ath = createHash('sha256').update(token).digest('base64url')
      return new SignJWT({ htm: method, htu: url, jti: randomUUID(), ath })
        .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
        .setIssuedAt()
        .sign(keyPair.privateKey)
    },
  }
}
