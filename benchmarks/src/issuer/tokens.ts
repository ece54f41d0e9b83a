import { sign as signCallback } from 'node:crypto'
import { promisify } from 'node:util'
import { payloadText, type TokenChanges } from './claims.js'
import type { SigningKey } from './keys.js'

const sign = promisify(signCallback)

const base64url = (text: string) => Buffer.from(text).toString('base64url')

/** What a token signs: its header and payload, encoded. */
export function signingInput({ algorithm, kid }: SigningKey, issuer: string, changes?: TokenChanges): string {
  const header = { alg: algorithm, typ: changes?.type ?? 'at+jwt', kid }
  return `${base64url(JSON.stringify(header))}.${base64url(payloadText(issuer, changes))}`
}

/** A token, signed in the thread pool: an RSA signature takes many times as long as its verification. */
export async function signToken(key: SigningKey, issuer: string, changes?: TokenChanges): Promise<string> {
  const input = signingInput(key, issuer, changes)
  const hash = key.algorithm === 'EdDSA' ? null : 'sha256'
  const signature = await sign(hash, Buffer.from(input), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  return `${input}.${signature.toString('base64url')}`
}

/** As many different tokens. */
export function signTokens(key: SigningKey, issuer: string, count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => signToken(key, issuer)))
}
