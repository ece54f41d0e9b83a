import fc from 'fast-check'
import { engine as chosen } from '#engine'
import { engine as nodeEngine } from '../../src/engine/node-engine.js'
import type { SignatureEngine } from '../../src/engine/signature-engine.js'
import { VerificationKey } from '../../src/keys/verification-key.js'
import { parseCompactJws } from '../../src/token/compact-jws.js'
import { part } from '../support/crafted-token.js'
import { makeSigners, runnableAlgorithms, signToken, usable, type Signer } from '../support/signers.js'
import { engines } from '../support/verdicts.js'

const signers = makeSigners()
const strangers = makeSigners()
const hmacAndNone = ['none', 'HS256', '', 'toString']

const signed = (signer: Signer, header: object = {}, payload: object = { sub: 'x' }) =>
  signToken(octets({ alg: signer.algorithm, ...header }), octets(payload), signer)
const tailOf = (token: string) => token.slice(token.lastIndexOf('.') + 1)
const octets = (value: object) => Buffer.from(JSON.stringify(value))
const imported = (engine: SignatureEngine, { jwk, algorithm }: Signer) =>
  engine.importKey(usable(jwk).material, algorithm)

test('Node has the synchronous engine', () => {
  expect(chosen).toBe(nodeEngine)
  const signer = signers[0]!
  const key = nodeEngine.importKey(usable(signer.jwk).material, signer.algorithm)
  expect(nodeEngine.verify(parseCompactJws(signed(signer)), key, signer.algorithm)).toBe(true)
})

describe.each(engines)('the engine of %s', (_name, engine) => {
  describe.each(signers.map((signer, at) => [signer.algorithm, signer, strangers[at]!] as const))(
    '%s',
    (algorithm, signer, stranger) => {
      const token = signed(signer)
      const start = token.lastIndexOf('.') + 1
      const signature = Buffer.from(token.slice(start), 'base64url')

      test('a good signature', async () => {
        expect(await engine.verify(parseCompactJws(token), await imported(engine, signer), algorithm)).toBe(
          true,
        )
      })

      test('tokens of any length, long ones and short ones in turn', async () => {
        const handle = await imported(engine, signer)
        for (const length of [0, 100, 11_000, 12_300, 40_000, 10, 0]) {
          const jws = parseCompactJws(signed(signer, {}, { sub: 'x'.repeat(length) }))
          expect(await engine.verify(jws, handle, algorithm)).toBe(true)
          const other = parseCompactJws(`${part(jws.header)}.${part({ sub: 'y' })}.${tailOf(jws.text)}`)
          expect(await engine.verify(other, handle, algorithm)).toBe(false)
        }
      })

      test('any flipped bit of the signature', async () => {
        const handle = await imported(engine, signer)
        await fc.assert(
          fc.asyncProperty(fc.nat(signature.length * 8 - 1), async (bit) => {
            const flipped = Buffer.from(signature)
            flipped[bit >> 3]! ^= 1 << (bit & 7)
            const jws = parseCompactJws(token.slice(0, start) + flipped.toString('base64url'))
            expect(await engine.verify(jws, handle, algorithm)).toBe(false)
          }),
          { numRuns: 25 },
        )
      })

      test('another payload, another header, no signature, another length', async () => {
        const handle = new VerificationKey(engine, usable(signer.jwk))
        const [header, payload, tail] = token.split('.') as [string, string, string]
        for (const other of [
          `${header}.${part({ sub: 'y' })}.${tail}`,
          `${part({ kid: 'k', alg: algorithm })}.${payload}.${tail}`,
          `${header}.${payload}.`,
          `${header}.${payload}.${part(signature.subarray(1))}`,
          `${header}.${payload}.${part(Buffer.concat([signature, Buffer.alloc(1)]))}`,
          `${header}.${payload}.${part(Buffer.concat([Buffer.alloc(1), signature]))}`,
        ]) {
          expect(await handle.verifies(parseCompactJws(other), algorithm)).toBe(false)
        }
      })

      test('tokens that are verified in turns do not mix', async () => {
        const handle = await imported(engine, signer)
        const other = signed(signer, {}, { sub: 'y' })
        const spliced = other.slice(0, other.lastIndexOf('.') + 1) + token.slice(start)
        const turns = [token, other, spliced, other, token, spliced].map(async (text) =>
          engine.verify(parseCompactJws(text), handle, algorithm),
        )
        expect(await Promise.all(turns)).toEqual([true, true, false, true, true, false])
      })

      test('the key of somebody else', async () => {
        const handle = await imported(engine, stranger)
        expect(await engine.verify(parseCompactJws(token), handle, algorithm)).toBe(false)
      })

      test('the algorithm that is asked for counts, not that of the header', async () => {
        const handle = await imported(engine, signer)
        const others = runnableAlgorithms.filter((name) => name !== algorithm)
        for (const alg of [...hmacAndNone, algorithm.toLowerCase(), ...others]) {
          const jws = parseCompactJws(signed(signer, { alg }))
          expect(await engine.verify(jws, handle, algorithm)).toBe(false)
        }
      })

      test('a key is for the algorithm that it was imported for', async () => {
        const handle = await imported(engine, signer)
        // Ed25519 and EdDSA are two names of one algorithm.
        const others = runnableAlgorithms.filter((name) => name.slice(0, 2) !== algorithm.slice(0, 2))
        for (const other of others) {
          const jws = parseCompactJws(signed(signer, { alg: other }))
          const verdict = (async () => engine.verify(jws, handle, other))()
          expect(await verdict.catch(() => 'a mistake of the program')).not.toBe(true)
        }
      })
    },
  )

  test('7518-6.2-a: a point off its curve cannot be imported', async () => {
    const { jwk } = signers.find(({ algorithm }) => algorithm === 'ES256')!
    const { material } = usable({ ...jwk, x: jwk.y, y: jwk.x })
    await expect((async () => engine.importKey(material, 'ES256'))()).rejects.toThrow()
  })

  test('a mistake of the program is not taken for a bad signature', async () => {
    const jws = parseCompactJws(signed(signers[0]!))
    await expect((async () => engine.verify(jws, {}, 'RS256'))()).rejects.toThrow(TypeError)
  })
})
