import { calculateJwkThumbprint, compactVerify, importJWK, type JWK } from 'jose'
import { createDpopProver, createTestClock, createTestIssuer, createTestKey } from '../src/index.js'

const url = 'https://rs.example/x'
const now = 1_700_000_000

/** Header and claims of a proof, whose signature jose has verified with the key in it. */
async function read(proof: string) {
  const [header = ''] = proof.split('.')
  const { jwk, alg, ...rest } = JSON.parse(Buffer.from(header, 'base64url').toString()) as {
    jwk: JWK
    alg: string
    typ?: string
  }
  const { payload } = await compactVerify(proof, await importJWK(jwk, alg))
  return {
    jwk,
    header: { alg, ...rest },
    claims: JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>,
  }
}

test.each(['ES256', 'ES512', 'Ed25519', 'RS256'] as const)(
  '%s: a proof that jose verifies',
  async (algorithm) => {
    const prover = createDpopProver({ algorithm, clock: createTestClock(now) })
    const { jwk, header, claims } = await read(prover.proof({ url: `${url}?a=1#b`, token: 'token' }))
    expect(header).toEqual({ typ: 'dpop+jwt', alg: algorithm })
    expect(jwk).toEqual(prover.jwk)
    expect(prover.thumbprint).toBe(await calculateJwkThumbprint(jwk))
    expect(claims).toEqual({
      jti: expect.any(String) as string,
      htm: 'GET',
      htu: url,
      iat: now,
      ath: 'PEaenWxYddN6Q_NT1PiOYfz4EsZu7jRXRlpAsNpBU-A',
    })
  },
)

test('each has a jti of its own, and the options change it', async () => {
  const prover = createDpopProver()
  const other = createTestKey()
  const [one, two] = [prover.proof({ url }), prover.proof({ url })]
  expect(one).not.toBe(two)
  const options = { nonce: 'n', claims: { iat: undefined, own: 1 }, header: { typ: 'JWT' } }
  const { header, claims } = await read(prover.proof({ url, method: 'POST' }, options))
  expect(header.typ).toBe('JWT')
  expect(claims).toEqual({ jti: expect.any(String) as string, htm: 'POST', htu: url, nonce: 'n', own: 1 })
  await expect(read(prover.proof({ url }, { signedBy: other }))).rejects.toThrow(
    /signature verification failed/,
  )
})

test('the fields of a request', () => {
  const { authorization, dpop } = createDpopProver().headers({ url, token: 'abc' })
  expect(authorization).toBe('DPoP abc')
  expect(dpop.split('.')).toHaveLength(3)
})

test('tokens are bound to it', () => {
  const issuer = createTestIssuer()
  const prover = createDpopProver()
  const [, payload = ''] = issuer.token({ boundTo: prover }).split('.')
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    cnf: { jkt: prover.thumbprint },
  })
})

test('what would test nothing is told', () => {
  const prover = createDpopProver()
  expect(() => prover.headers({ url } as never)).toThrow(/expected the token of the request/)
  expect(() => createTestIssuer().token({ boundTo: {} as never })).toThrow(/boundTo: expected a client/)
  expect(() => prover.proof({ url, htm: 'POST' } as never)).toThrow(/htm/)
  expect(() => prover.proof({ url: '/files' })).toThrow(/url: expected the whole URL/)
  expect(() => prover.proof({ url }, { signedBy: prover as never })).toThrow(/signedBy: expected a key/)
})

test('a misspelt option is told', () => {
  expect(() => createDpopProver({ alg: 'ES256' } as never)).toThrow(/alg/)
  expect(() => createDpopProver().proof({ url }, { nonces: 'x' } as never)).toThrow(/nonces/)
})
