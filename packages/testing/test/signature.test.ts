import { createPublicKey, verify } from 'node:crypto'
import { compactVerify, importJWK } from 'jose'
import { signCompact } from '../src/signature.js'
import { createTestKey, testAlgorithms } from '../src/test-key.js'

const key = createTestKey({ kid: 'k1' })

/** The decoded octets of the parts of a compact JWS. */
const parts = (token: string) => token.split('.').map((part) => Buffer.from(part, 'base64url'))

/** Verifies as ES256 whatever the header says. */
function verifies(token: string): boolean {
  const signingInput = token.slice(0, token.lastIndexOf('.'))
  const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' })
  const signature = parts(token)[2]!
  return verify('sha256', Buffer.from(signingInput), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
}

test.each(testAlgorithms)(
  '%s: jose verifies the signature, and no other payload under it',
  async (algorithm) => {
    const signing = createTestKey({ kid: 'k1', algorithm })
    const token = signCompact({ alg: algorithm }, 'the payload', signing)
    const publicKey = await importJWK({ ...signing.publicJwk }, algorithm)
    const { payload } = await compactVerify(token, publicKey)
    expect(Buffer.from(payload).toString()).toBe('the payload')

    const [header, , signature] = token.split('.')
    const forged = `${header}.${Buffer.from('another').toString('base64url')}.${signature}`
    await expect(compactVerify(forged, publicKey)).rejects.toThrow('signature verification failed')
  },
)

test('strings go in as they stand: duplicate members, blanks, what is no JSON', () => {
  const header = '{"alg":"ES256", "alg":"none"}'
  const token = signCompact(header, 'not JSON \u{1F511}', key)
  expect(parts(token)[0]!.toString()).toBe(header)
  expect(parts(token)[1]!.toString()).toBe('not JSON \u{1F511}')
  expect(verifies(token)).toBe(true)
})

test('octets go in as they are, also those of a part of a buffer', () => {
  const octets = Uint8Array.of(0, 0xff, 0xfe, 0x80, 0).subarray(1, 4)
  const token = signCompact({}, octets, key)
  expect([...parts(token)[1]!]).toEqual([0xff, 0xfe, 0x80])
  expect(verifies(token)).toBe(true)
})

test('objects and arrays become JSON', () => {
  const token = signCompact({ alg: 'ES256' }, [1, 'two'], key)
  expect(parts(token)[0]!.toString()).toBe('{"alg":"ES256"}')
  expect(parts(token)[1]!.toString()).toBe('[1,"two"]')
})

test('empty parts stay empty', () => {
  const token = signCompact('', '', key)
  expect(token).toMatch(/^\.\.[\w-]{86}$/)
  expect(verifies(token)).toBe(true)
})

test('the header does not choose the algorithm', () => {
  expect(verifies(signCompact({ alg: 'RS512' }, {}, key))).toBe(true)
})
