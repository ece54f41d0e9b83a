import { generateKeyPair, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { calculateJwkThumbprint } from 'jose'
import type { JWK } from 'oidc-provider'
import { isObject } from './is-object.js'
import { parseObject } from './parse-object.js'
import { writePrivateFile } from './private-file.js'
import { StartupError, unusable } from './startup-error.js'

const mend =
  'Put back a copy of it, or remove it: then new keys are made, and everybody has to sign in again.'

/** The secrets of this server. Whoever reads them can sign tokens in its name. */
export interface Keys {
  /** Private JWKs; the first signs, and `/jwks` publishes the public half of each. */
  readonly signing: readonly JWK[]
  /** The first signs cookies; the others still verify, so that a new one can be put in front. */
  readonly cookies: readonly string[]
}

/** The half of the signing keys that everybody may know. */
export function publicKeys({ signing }: Keys): PublicKey[] {
  return signing.map(({ kty, n, e, kid, alg, use }) => ({
    kty: kty ?? '',
    n: n ?? '',
    e: e ?? '',
    kid: kid ?? '',
    alg: alg ?? '',
    use: use ?? '',
  }))
}

type PublicKey = Record<'kty' | 'n' | 'e' | 'kid' | 'alg' | 'use', string>

/**
 * Reads `keys.json` of the folder, or makes the keys at the first start.
 *
 * @throws StartupError when the keys cannot be used: to replace them silently would invalidate every token that is out.
 */
export async function loadKeys(folder: string): Promise<Keys> {
  const file = join(folder, 'keys.json')
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (!isObject(error) || error.code !== 'ENOENT') throw unusable(file, error, mend)
    const keys = await makeKeys()
    await writePrivateFile(file, `${JSON.stringify(keys, null, 2)}\n`, { flush: true })
    return keys
  }
  const keys = parse(text)
  if (keys === undefined) {
    throw new StartupError(`${file} does not hold usable keys. ${mend}`)
  }
  return keys
}

async function makeKeys(): Promise<Keys> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const jwk = privateKey.export({ format: 'jwk' })
  const kid = await calculateJwkThumbprint(jwk) // RFC 7638: the key names itself
  return {
    signing: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }],
    cookies: [randomBytes(32).toString('base64url')],
  }
}

function parse(text: string): Keys | undefined {
  const { signing, cookies } = parseObject(text) ?? {}
  if (!Array.isArray(signing) || !signing.length || !signing.every(isPrivateRsaKey)) return undefined
  if (!Array.isArray(cookies) || !cookies.length || !cookies.every(isCookieKey)) return undefined
  return { signing, cookies }
}

function isPrivateRsaKey(value: unknown): value is JWK {
  return (
    isObject(value) &&
    value.kty === 'RSA' &&
    ['kid', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].every((member) => typeof value[member] === 'string')
  )
}

function isCookieKey(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 32
}
