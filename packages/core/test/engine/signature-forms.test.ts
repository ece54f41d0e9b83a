import { constants, createPrivateKey, createPublicKey, generatePrimeSync, sign } from 'node:crypto'
import type { Algorithm } from '../../src/algorithms.js'
import { rsaPair, signerOf, type Signer } from '../support/signers.js'
import { judgeOf } from '../support/verdicts.js'

// Signatures of odd forms: both engines and jwtVerify say the same of each, and what they should say.

const inputOf = (algorithm: string) =>
  [{ alg: algorithm }, { sub: 'x' }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')

/** The one verdict of all three over a signature. */
async function verdict({ jwk, algorithm }: Pick<Signer, 'jwk' | 'algorithm'>, signature: Uint8Array) {
  const judge = await judgeOf(jwk, algorithm)
  const { node, web, jose } = await judge(
    `${inputOf(algorithm)}.${Buffer.from(signature).toString('base64url')}`,
  )
  expect(node).toBe(web)
  // A PSS signature that lost its leading zeros is the one exception; see stricterRows.
  if ((expectedBytes(jwk) ?? signature.length) === signature.length) expect(node).toBe(jose)
  return node
}

/** OpenSSL makes moduli of an even number of bits alone, but takes others. With 8n + 1 bits, PSS leaves an octet empty. */
function pairOfOddLength(bits: number, exponent: number) {
  const half = (bits + 1) / 2
  const e = BigInt(exponent)
  for (;;) {
    const [p, q] = [half, bits - half].map((size) => generatePrimeSync(size, { bigint: true })) as [
      bigint,
      bigint,
    ]
    const phi = (p - 1n) * (q - 1n)
    if (phi % e === 0n) continue
    const d = inverse(e, phi)
    const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
    const members = Object.entries(numbers).map(([name, number]) => [name, base64urlOf(number)])
    const privateKey = createPrivateKey({
      format: 'jwk',
      key: { kty: 'RSA', ...Object.fromEntries(members) },
    })
    return { privateKey, publicKey: createPublicKey(privateKey) }
  }
}

/** By Euclid. */
function inverse(number: bigint, modulus: bigint): bigint {
  let [r, next, t, nextT] = [modulus, number % modulus, 0n, 1n]
  while (next !== 0n) {
    const quotient = r / next
    ;[r, next, t, nextT] = [next, r - quotient * next, nextT, t - quotient * nextT]
  }
  return ((t % modulus) + modulus) % modulus
}

const base64urlOf = (number: bigint) => {
  const hex = number.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}

/** How long signatures of a key of RSA are; of others it does not matter here. */
const expectedBytes = ({ n }: Signer['jwk']) =>
  Buffer.from((n ?? '') as string, 'base64url').length || undefined

const numberOf = (octets: Uint8Array) => BigInt(`0x0${Buffer.from(octets).toString('hex')}`)
const octetsOf = (number: bigint, length: number) =>
  Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex')

describe.each([
  ['ES256', 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n],
  [
    'ES384',
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ],
  [
    'ES512',
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  ],
] as const)('%s', (algorithm, n) => {
  const signer = signerOf(algorithm)
  const good = signer.sign(Buffer.from(inputOf(algorithm)))
  const length = good.length / 2
  const r = numberOf(good.subarray(0, length))
  const s = numberOf(good.subarray(length))
  const pair = (one: bigint, other: bigint) => Buffer.concat([octetsOf(one, length), octetsOf(other, length)])

  test('s and n - s are both good: a token is not named by its signature', async () => {
    expect(await verdict(signer, pair(r, s))).toBe(true)
    expect(await verdict(signer, pair(r, n - s))).toBe(true)
  })

  test.each<[string, () => Buffer]>([
    ['r = 0', () => pair(0n, s)],
    ['s = 0', () => pair(r, 0n)],
    ['r = s = 0', () => pair(0n, 0n)],
    ['r = n', () => pair(n, s)],
    ['s = n', () => pair(r, n)],
    ['r = n - r', () => pair(n - r, s)],
    ['r = 1', () => pair(1n, s)],
    ['every bit set', () => Buffer.alloc(2 * length, 0xff)],
    ['R and S changed over', () => pair(s, r)],
    [
      '7518-3.4-a: DER',
      () => sign(`sha${algorithm.slice(2)}`, Buffer.from(inputOf(algorithm)), signer.privateKey),
    ],
    ['one octet less', () => good.subarray(0, -1)],
    ['one octet more', () => Buffer.concat([good, Buffer.alloc(1)])],
    ['an octet more in each half', () => Buffer.concat([octetsOf(r, length + 1), octetsOf(s, length + 1)])],
    ['nothing', () => Buffer.alloc(0)],
  ])('%s is refused', async (_name, signature) => {
    expect(await verdict(signer, signature())).toBe(false)
  })

  if (algorithm === 'ES512') {
    test('r + n and s + n, for which there is room, are refused', async () => {
      expect(await verdict(signer, pair(r + n, s))).toBe(false)
      expect(await verdict(signer, pair(r, s + n))).toBe(false)
    })
  }
})

describe.each([
  [2048, 3, rsaPair],
  [2049, 65537, pairOfOddLength],
  [3072, 65537, rsaPair],
  [4096, 3, rsaPair],
] as const)('RSA of %i bits, e = %i', (bits, exponent, pairOf) => {
  const keys = pairOf(bits, exponent)
  const size = Math.ceil(bits / 8)
  const rsa = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const

  test.each(rsa)('%s: a good signature, and such as are none', async (algorithm) => {
    const signer = signerOf(algorithm, keys)
    const good = signer.sign(Buffer.from(inputOf(algorithm)))
    expect(good).toHaveLength(size)
    expect(await verdict(signer, good)).toBe(true)
    const n = numberOf(Buffer.from(signer.jwk.n as string, 'base64url'))
    const beyond = numberOf(good) + n
    const bad = [
      good.subarray(1),
      good.subarray(0, -1),
      Buffer.concat([Buffer.alloc(1), good]),
      Buffer.concat([good, Buffer.alloc(1)]),
      octetsOf(n - numberOf(good), size),
      octetsOf(beyond, beyond < 1n << BigInt(8 * size) ? size : size + 1),
      octetsOf(n, size),
      octetsOf(0n, size),
      octetsOf(1n, size),
      octetsOf(n - 1n, size),
      Buffer.alloc(0),
    ]
    for (const signature of bad) expect(await verdict(signer, signature)).toBe(false)
  })

  test.each(rsa)('%s: a signature by any other of the six', async (algorithm) => {
    for (const other of rsa.filter((name) => name !== algorithm)) {
      const signature = signerOf(other, keys).sign(Buffer.from(inputOf(algorithm)))
      expect(await verdict(signerOf(algorithm, keys), signature)).toBe(false)
    }
  })

  test.each(['PS256', 'PS384', 'PS512'] as const)(
    '%s: only a salt as long as the hash',
    async (algorithm) => {
      const hash = Number(algorithm.slice(2)) / 8
      const taken: number[] = []
      const longest = Math.ceil((bits - 1) / 8) - hash - 2
      for (const saltLength of [0, 1, 20, 32, 48, 64, hash - 1, hash + 1, longest]) {
        const key = { key: keys.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
        const signature = sign(`sha${8 * hash}`, Buffer.from(inputOf(algorithm)), key)
        if (await verdict(signerOf(algorithm, keys), signature)) taken.push(saltLength)
      }
      expect(taken).toEqual([hash])
    },
  )
})

describe.each(['Ed25519', 'EdDSA'] as const)('%s', (algorithm) => {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  const littleEndian = (number: bigint) => octetsOf(number, 32).reverse()
  const signer = signerOf(algorithm)
  const good = signer.sign(Buffer.from(inputOf(algorithm)))
  const [R, S] = [good.subarray(0, 32), good.subarray(32)]

  test.each<[string, () => Buffer]>([
    ['S + L', () => Buffer.concat([R, littleEndian(numberOf(Buffer.from(S).reverse()) + order)])],
    ['S = L', () => Buffer.concat([R, littleEndian(order)])],
    ['S = 0', () => Buffer.concat([R, Buffer.alloc(32)])],
    ['the highest bit of S', () => Buffer.concat([R, S.subarray(0, 31), Buffer.from([S[31]! | 0x80])])],
    ['the sign of R', () => Buffer.concat([R.subarray(0, 31), Buffer.from([R[31]! ^ 0x80]), S])],
    ['one octet less', () => good.subarray(0, -1)],
    ['one octet more', () => Buffer.concat([good, Buffer.alloc(1)])],
    ['nothing', () => Buffer.alloc(0)],
  ])('%s is refused', async (_name, signature) => {
    expect(await verdict(signer, signature())).toBe(false)
  })

  const p = 2n ** 255n - 19n
  const smallOrder = [
    littleEndian(0n),
    littleEndian(1n),
    littleEndian(p - 1n),
    Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex'),
    Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex'),
  ]
  const notCanonical = [p, p + 1n, p + 2n, 2n ** 255n - 1n].map(littleEndian)
  const points = [...smallOrder, ...notCanonical].flatMap((point) => [
    point,
    Buffer.concat([point.subarray(0, 31), Buffer.from([point[31]! | 0x80])]),
  ])
  const keyOf = (point: Uint8Array) => ({
    algorithm: algorithm as Algorithm,
    jwk: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(point).toString('base64url') },
  })

  test('points of small order, and such as are not canonical, as R and as a key: one verdict, whichever it is', async () => {
    for (const R of points) {
      for (const S of [Buffer.alloc(32), littleEndian(1n), littleEndian(order), good.subarray(32)]) {
        const signature = Buffer.concat([R, S])
        expect(await verdict(signer, signature)).toBe(false)
        for (const point of points) await verdict(keyOf(point), signature)
      }
    }
  })

  test('another key, of the same form, is another key', async () => {
    const { x } = createPublicKey(signerOf(algorithm).privateKey).export({ format: 'jwk' })
    expect(await verdict(keyOf(Buffer.from(x!, 'base64url')), good)).toBe(false)
  })
})
