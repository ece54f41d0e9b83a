import fc from 'fast-check'
import { engine as joseEngine } from '../../src/engine/jose-engine.js'
import type { SignatureEngine } from '../../src/engine/signature-engine.js'
import { engine as nodeEngine } from '../../src/engine/node-engine.js'
import { readPublicJwk, type PublicJwk } from '../../src/keys/public-jwk.js'
import { VerificationKey } from '../../src/keys/verification-key.js'
import { makeSigners, missingAlgorithms, signToken, type Signer } from '../support/signers.js'
import { verdictOf } from '../support/verdicts.js'

// Whether a published key can be imported, and what it then verifies, does not depend on the engine.

const signers = makeSigners()
const json = (value: unknown) => Buffer.from(JSON.stringify(value))

const members: Readonly<Record<string, readonly string[]>> = {
  RSA: ['n', 'e'],
  EC: ['x', 'y', 'crv'],
  OKP: ['x', 'crv'],
  AKP: ['pub', 'alg'],
}

const octets = (value: unknown) => Buffer.from(value as string, 'base64url')

/** Changes of the octets of a member, of the text that spells them, and values that spell none. */
const changes = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }).map(flip) },
  { weight: 3, arbitrary: fc.nat(255).map((byte) => (own: unknown) => spell(octets(own).fill(byte))) },
  {
    weight: 3,
    arbitrary: fc.infiniteStream(fc.nat(255)).map((stream) => (own: unknown) => {
      const random = octets(own)
      for (const at of random.keys()) random[at] = stream.next().value as number
      return spell(random)
    }),
  },
  {
    weight: 2,
    arbitrary: fc.nat(3).map((zeros) => (own: unknown) => spell(Buffer.alloc(zeros), octets(own))),
  },
  { weight: 1, arbitrary: fc.nat(3).map((cut) => (own: unknown) => spell(octets(own).subarray(cut))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 9 }).map((other) => () => spell(other)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<unknown>(undefined, null, 1, '', 'AQ==', 'A+', 'P-256', 'P-521', 'Ed25519', 'X25519', [
        'AQAB',
      ])
      .map((other) => () => other),
  },
)
const spell = (...parts: Uint8Array[]) => Buffer.concat(parts).toString('base64url')

function flip(bits: readonly number[]) {
  return (own: unknown) => {
    const changed = octets(own)
    for (const bit of bits) changed[(bit >> 3) % changed.length]! ^= 1 << (bit & 7)
    return spell(changed)
  }
}

const isImported = (engine: SignatureEngine, jwk: PublicJwk) =>
  (async () => engine.importKey(jwk.material, jwk.algorithms[0]!))().then(
    () => true,
    () => false,
  )

/** Whether both engines import it; fails where one does and the other does not. */
async function compare(jwk: object, signer: Signer): Promise<'left out' | 'no key' | 'a key'> {
  const usable = readPublicJwk(jwk)
  if (typeof usable === 'string') return 'left out'
  const byNode = await isImported(nodeEngine, usable)
  expect({ jwk, imported: byNode }).toEqual({ jwk, imported: await isImported(joseEngine, usable) })
  if (!byNode) return 'no key'
  const algorithm = usable.algorithms[0]!
  const token = signToken(json({ alg: algorithm }), json({}), signer)
  const zeros = `${token.slice(0, token.lastIndexOf('.') + 1)}${spell(Buffer.alloc(octets(token.split('.')[2]).length))}`
  for (const text of [token, zeros]) {
    const [byNode, byWeb] = [
      await verdictOf(new VerificationKey(nodeEngine, usable), algorithm, text),
      await verdictOf(new VerificationKey(joseEngine, usable), algorithm, text),
    ]
    expect({ jwk, text, verdict: byNode }).toEqual({ jwk, text, verdict: byWeb })
  }
  return 'a key'
}

test.each(signers.map((signer) => [signer.algorithm, signer] as const))(
  '7517-5-a: %s: keys with odd values',
  async (algorithm, signer) => {
    const names = members[signer.jwk.kty as string]!
    const seen = { 'left out': 0, 'no key': 0, 'a key': 0 }
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), changes, async (name, change) => {
        seen[await compare({ ...signer.jwk, [name]: change(signer.jwk[name]) }, signer)]++
      }),
      { numRuns: 200 },
    )
    expect(seen['left out']).toBeGreaterThan(5)
    // Any octets of the right length are a key where there is no curve to lie on.
    expect(seen[algorithm.startsWith('ES') ? 'no key' : 'a key']).toBeGreaterThan(5)
  },
)

for (const algorithm of missingAlgorithms) {
  // Before Node 24.7 there is no ML-DSA.
  test.skip(`7517-5-a: ${algorithm}: keys with odd values`, () => undefined)
}

const fields = {
  ES256: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
  ES384: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
  ES512: 2n ** 521n - 1n,
} as const

test.each(Object.entries(fields))(
  '7518-6.2-a: %s: coordinates at the edges of the field',
  async (algorithm, p) => {
    const signer = signers.find((each) => each.algorithm === algorithm)!
    const length = octets(signer.jwk.x).length
    const coordinate = (number: bigint) =>
      spell(Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex'))
    const y = BigInt(`0x${octets(signer.jwk.y).toString('hex')}`)
    const edges = [0n, 1n, 2n, p - 1n, p, p + 1n].map(coordinate)
    for (const x of edges) for (const other of edges) await compare({ ...signer.jwk, x, y: other }, signer)
    // The other point with this x is a good key, and not this one.
    expect(await compare({ ...signer.jwk, y: coordinate(p - y) }, signer)).toBe('a key')
    if (algorithm === 'ES512') {
      expect(await compare({ ...signer.jwk, y: coordinate(y + p) }, signer)).toBe('no key')
    }
  },
)

test('RSA: exponents and moduli at the edges', async () => {
  const signer = signers.find(({ algorithm }) => algorithm === 'RS256')!
  const exponents = ['AQ', 'Aw', 'AQAB', 'AAEAAQ', '_____________w', 'AQAAAAAAAAAB'].map((e) => ({ e }))
  const n = octets(signer.jwk.n)
  const even = Buffer.from(n)
  even[255]! &= 0xfe
  const moduli = [even, Buffer.alloc(256, 0xff), Buffer.concat([Buffer.alloc(1), n])].map((each) => ({
    n: spell(each),
  }))
  for (const change of [...exponents, ...moduli]) await compare({ ...signer.jwk, ...change }, signer)
})
