import { compactVerify, errors, importJWK, type CryptoKey } from 'jose'
import type { SignatureEngine } from './signature-engine.js'

/** Verifies with jose, and so with WebCrypto: it runs on every runtime. */
export const engine: SignatureEngine = {
  importKey: (material, algorithm) => importJWK({ ...material, alg: algorithm }, algorithm),

  async verify(jws, key, algorithm) {
    try {
      await compactVerify(jws.text, key as CryptoKey, { algorithms: [algorithm] })
      return true
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError || thrown instanceof DOMException) return false
      throw thrown
    }
  },
}
