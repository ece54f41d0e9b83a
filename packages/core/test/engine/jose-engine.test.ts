import { createTestIssuer, createTestKey, testAlgorithms, type TestKey } from '@qalqon/testing'
import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { importJWK, jwtVerify, type CryptoKey } from 'jose'
import { TokenFault } from '../../src/index.js'
import type { Algorithm } from '../../src/algorithms.js'
import { readPublicJwk } from '../../src/keys/public-jwk.js'
import { engine as joseEngine } from '../../src/engine/jose-engine.js'
import { parseCompactJws } from '../../src/token/compact-jws.js'
import { checkHeader } from '../../src/token/jose-header.js'
import { part } from '../support/crafted-token.js'

const issuer = createTestIssuer()
const rsa = createTestKey({ kid: 'k', algorithm: 'RS256' })
const rsaStranger = createTestKey({ kid: 'k', algorithm: 'RS256' })
/** A key for each algorithm; one RSA key does for all of its six, because making one is slow. */
const keys = testAlgorithms.map((algorithm): [Algorithm, TestKey] => [
  algorithm,
  /^[RP]S/.test(algorithm) ? { ...rsa, algorithm } : createTestKey({ kid: 'k', algorithm }),
])

function imported({ publicJwk, algorithm }: TestKey) {
  const jwk = readPublicJwk({ ...publicJwk, alg: algorithm })
  if (typeof jwk === 'string') throw new Error(jwk)
  return joseEngine.importKey(jwk.material, algorithm)
}

const signed = (key: TestKey, header: object = {}, payload: object = { sub: 'x' }) =>
  issuer.sign({ header: { ...header, alg: key.algorithm }, payload, key })

/** What the pipeline makes of a token with this engine: structure, header with one allowed algorithm, signature. */
async function verdict(token: string, key: object, algorithm: Algorithm): Promise<boolean> {
  try {
    const jws = parseCompactJws(token)
    checkHeader(jws.header, { algorithms: new Set([algorithm]), types: new Set([undefined]) })
    return await joseEngine.verify(jws, key, algorithm)
  } catch (thrown) {
    if (thrown instanceof TokenFault) return false
    throw thrown
  }
}

describe.each(keys)('%s', (algorithm, key) => {
  const token = signed(key)
  const start = token.lastIndexOf('.') + 1
  const signature = Buffer.from(token.slice(start), 'base64url')

  test('a good signature', async () => {
    expect(await joseEngine.verify(parseCompactJws(token), await imported(key), algorithm)).toBe(true)
  })

  test('any flipped bit of the signature', async () => {
    const handle = await imported(key)
    await fc.assert(
      fc.asyncProperty(fc.nat(signature.length * 8 - 1), async (bit) => {
        const flipped = Buffer.from(signature)
        flipped[bit >> 3]! ^= 1 << (bit & 7)
        const jws = parseCompactJws(token.slice(0, start) + flipped.toString('base64url'))
        expect(await joseEngine.verify(jws, handle, algorithm)).toBe(false)
      }),
      { numRuns: 25 },
    )
  })

  test('another payload, another header, no signature, another length', async () => {
    const handle = await imported(key)
    const [header, payload, tail] = token.split('.') as [string, string, string]
    for (const other of [
      `${header}.${part({ sub: 'y' })}.${tail}`,
      `${part({ kid: 'k', alg: algorithm })}.${payload}.${tail}`,
      `${header}.${payload}.`,
      `${header}.${payload}.${part(signature.subarray(1))}`,
      `${header}.${payload}.${part(Buffer.concat([signature, Buffer.alloc(1)]))}`,
    ]) {
      expect(await joseEngine.verify(parseCompactJws(other), handle, algorithm)).toBe(false)
    }
  })

  test('the key of somebody else', async () => {
    const isRsa = /^[RP]S/.test(algorithm)
    const stranger = isRsa
      ? { ...rsaStranger, algorithm: key.algorithm }
      : createTestKey({ kid: 'k', algorithm: key.algorithm })
    expect(await joseEngine.verify(parseCompactJws(token), await imported(stranger), algorithm)).toBe(false)
  })

  test('the algorithm that is asked for counts, not that of the header', async () => {
    const handle = await imported(key)
    for (const alg of [
      'none',
      'HS256',
      algorithm.toLowerCase(),
      ...testAlgorithms.filter((name) => name !== algorithm),
    ]) {
      const jws = parseCompactJws(issuer.sign({ header: { alg }, payload: {}, key }))
      expect(await joseEngine.verify(jws, handle, algorithm)).toBe(false)
    }
  })
})

test('a point off its curve cannot be imported', async () => {
  const { publicJwk } = createTestKey({ kid: 'k', algorithm: 'ES256' })
  const jwk = readPublicJwk({ ...publicJwk, x: publicJwk.y, y: publicJwk.x })
  if (typeof jwk === 'string') throw new Error(jwk)
  await expect(Promise.resolve(joseEngine.importKey(jwk.material, 'ES256'))).rejects.toThrow()
})

test('a mistake of the program is not taken for a bad signature', async () => {
  const jws = parseCompactJws(signed(keys[0]![1]))
  await expect(Promise.resolve(joseEngine.verify(jws, {}, 'RS256'))).rejects.toThrow(TypeError)
})

describe('the same verdict as jwtVerify of jose', () => {
  const [, key] = keys.find(([algorithm]) => algorithm === 'ES256')!
  const content = { sub: 'alice', name: 'a"b\\c', list: [1, { x: null }] }
  const handles = async () =>
    [await imported(key), await importJWK({ ...key.publicJwk }, 'ES256')] as [object, CryptoKey]

  async function josesVerdict(token: string, handle: CryptoKey): Promise<boolean> {
    return jwtVerify(token, handle, { algorithms: ['ES256'] }).then(
      () => true,
      () => false,
    )
  }

  const changes = [
    'nothing',
    'header, then signed',
    'payload, then signed',
    'header',
    'payload',
    'signature',
  ] as const
  const flip = (octets: Buffer, bits: number[]) => {
    const copy = Buffer.from(octets)
    for (const bit of bits) copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7)
    return copy
  }
  const goodHeader = fc.constantFrom<object>({ alg: 'ES256' }, { alg: 'ES256', kid: 'x', x: { y: [1] } })
  const badHeader = fc.constantFrom<object>(
    ...['ES384', 'none', 'HS256', 'es256', 1, null].map((alg) => ({ alg })),
    {},
    { alg: 'ES256', crit: ['exp'], exp: 1 },
  )
  const header = fc.oneof({ weight: 4, arbitrary: goodHeader }, { weight: 1, arbitrary: badHeader })

  test('over octets that were changed before or after they were signed', async () => {
    const [ours, theirs] = await handles()
    const seen = { true: 0, false: 0 }
    const bits = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 2 })
    await fc.assert(
      fc.asyncProperty(header, fc.constantFrom(...changes), bits, async (head, change, flipped) => {
        const changed = (name: (typeof changes)[number], octets: Buffer) =>
          change === name ? flip(octets, flipped) : octets
        const parts = issuer
          .sign({
            header: changed('header, then signed', Buffer.from(JSON.stringify(head))),
            payload: changed('payload, then signed', Buffer.from(JSON.stringify(content))),
            key,
          })
          .split('.')
          .map((text) => Buffer.from(text, 'base64url'))
        const sent = (['header', 'payload', 'signature'] as const).map((name, at) =>
          changed(name, parts[at]!),
        )
        const token = sent.map(part).join('.')
        const good = await verdict(token, ours, 'ES256')
        seen[`${good}`]++
        // The one difference that these tokens can show: jose reads octets that are no UTF-8 as U+FFFD.
        expect(good).toBe(
          sent.slice(0, 2).every((octets) => isUtf8(octets)) && (await josesVerdict(token, theirs)),
        )
      }),
      { numRuns: 800 },
    )
    // Otherwise the property would say little.
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(50)
  })

  test('over characters that were changed, it is never taken where jose refuses it', async () => {
    const [ours, theirs] = await handles()
    const token = signed(key, {}, content)
    const character = fc.constantFrom('A', 'g', '-', '_', '.', '=', '+', '/', ' ', '\n', '')
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length), fc.nat(1), character, async (at, cut, insert) => {
        const changed = token.slice(0, at) + insert + token.slice(at + cut)
        if (await verdict(changed, ours, 'ES256')) expect(await josesVerdict(changed, theirs)).toBe(true)
        if (changed !== token) expect(await verdict(changed, ours, 'ES256')).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})
