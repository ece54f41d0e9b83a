import { createHash } from 'node:crypto'
import { createTestKey, createDpopProver } from '@qalqon/testing'
import { told } from '../support/introspection.js'
import { expectAccepted, N, R } from '../support/matrix.js'
import { dpopMatrix, expectDpopRefused, x } from '../support/dpop.js'

const { prove, get, prover, bound, issuer } = dpopMatrix()
const invalid = async (outcome: ReturnType<typeof get>, code?: string) =>
  expectDpopRefused(await outcome, 'invalid_dpop_proof', code)

/** `GET /x` with TD and this DPoP field. */
const sending = (dpop: string | readonly string[], token = bound()) =>
  get({ authorization: `DPoP ${token}`, dpop })

test('9449-7.1-a, OIDF-05: a bound token comes with the scheme DPoP, in any case, and a proof', async () => {
  const token = bound()
  for (const scheme of ['DPoP', 'dpop', 'DPOP']) {
    const dpop = prover.proof({ url: x, token })
    const { confirmation } = expectAccepted(await get({ authorization: `${scheme} ${token}`, dpop }))
    expect(confirmation).toEqual({ jkt: prover.thumbprint })
  }
  await invalid(get({ authorization: `DPoP ${token}` }), 'proof_missing')
})

describe('9449-4.1-a, OIDF-02: exactly one DPoP field', () => {
  test('two lines, and two in one', async () => {
    const token = bound()
    const proof = () => prover.proof({ url: x, token })
    await invalid(sending([proof(), proof()], token), 'proof_repeated')
    await invalid(sending(`${proof()}, ${proof()}`, token), 'proof_repeated')
  })

  test('the name of the field in any case', async () => {
    const token = bound()
    const headers = new Headers({ Authorization: `DPoP ${token}`, dPOP: prover.proof({ url: x, token }) })
    expectAccepted(await get(headers))
  })
})

test.each(['abc', '"P"', 'a.b', 'a.b.c.d', '{"payload":""}', '', '..', 'x'.repeat(9000)])(
  '9449-4.3-2: a field that is no compact JWT: %.20s',
  async (field) => {
    await invalid(sending(field), 'proof_malformed')
  },
)

test('9449-4.3-2: something behind the proof', async () => {
  const token = bound()
  const proof = prover.proof({ url: x, token })
  for (const field of [`${proof} x`, ` ${proof}`, `${proof}=`, `${proof}.`]) {
    await invalid(sending(field, token), 'proof_malformed')
  }
})

describe('9449-4.3-3, OIDF-01: every member is there, with the right type', () => {
  test.each(['jti', 'htm', 'htu', 'iat', 'ath'])('without %s', async (name) => {
    await invalid(prove({ claims: { [name]: undefined } }), 'proof_malformed')
  })

  test.each(['typ', 'alg', 'jwk'])('without %s', async (name) => {
    await invalid(prove({ header: { [name]: undefined } }))
  })

  test.each<[string, unknown]>([
    ['jti', 1],
    ['jti', ''],
    ['htm', ['GET']],
    ['htu', []],
    ['iat', '1700000000'],
    ['iat', -1],
    ['iat', null],
    ['ath', 7],
    ['nonce', 7],
    ['exp', 'soon'],
    ['nbf', {}],
  ])('%s is %j', async (name, value) => {
    await invalid(prove({ claims: { [name]: value } }), 'proof_malformed')
  })

  test('a member that stands there twice', async () => {
    const token = bound()
    const [header, , signature] = prover.proof({ url: x, token }).split('.')
    const twice = Buffer.from('{"jti":"a","jti":"b"}').toString('base64url')
    await invalid(sending(`${header}.${twice}.${signature}`, token), 'proof_malformed')
  })
})

test.each([undefined, 'JWT', 'at+jwt', 'dpop', 'application/jwt', 7])('9449-4.3-4: typ %j', async (typ) => {
  await invalid(prove({ header: { typ } }), 'proof_malformed')
})

test('9449-4.3-4: typ as a whole media type, in any case', async () => {
  expectAccepted(await prove({ header: { typ: 'application/DPoP+JWT' } }))
})

describe('9449-4.3-5: the algorithm is asymmetric, and allowed', () => {
  test.each(['none', 'HS256', 'RS256', 'es256', 'EdDSA', 7])('%j', async (alg) => {
    await invalid(prove({ header: { alg } }), 'proof_algorithm_not_allowed')
  })

  test('a symmetric key', async () => {
    await invalid(prove({ header: { jwk: { kty: 'oct', k: 'c2VjcmV0' } } }), 'proof_key_unacceptable')
  })

  test('another algorithm than that of the key', async () => {
    await invalid(prove({ header: { alg: 'Ed25519' } }), 'proof_key_unacceptable')
  })

  test('those that are allowed', async () => {
    const rsa = dpopMatrix({ dpop: { algorithms: ['RS256'] } }, issuer)
    expectDpopRefused(await rsa.prove(), 'invalid_dpop_proof', 'proof_algorithm_not_allowed')
    const client = createDpopProver({ algorithm: 'RS256', clock: issuer.clock })
    const token = issuer.token({ scope: 'read', boundTo: client })
    expectAccepted(await rsa.get({ ...client.headers({ url: x, token }) }))
  })

  test('Ed25519 by default as well', async () => {
    const client = createDpopProver({ algorithm: 'Ed25519', clock: issuer.clock })
    const token = issuer.token({ scope: 'read', boundTo: client })
    expectAccepted(await get({ ...client.headers({ url: x, token }) }))
  })
})

describe('9449-4.3-6: the signature verifies with the key in the header', () => {
  test('a flipped bit', async () => {
    const token = bound()
    const proof = prover.proof({ url: x, token })
    const at = proof.length - 10
    const flipped = `${proof.slice(0, at)}${proof[at] === 'A' ? 'B' : 'A'}${proof.slice(at + 1)}`
    await invalid(sending(flipped, token), 'proof_signature_invalid')
  })

  test('signed by another key, also after good proofs of the same key', async () => {
    expectAccepted(await prove())
    await invalid(prove({ signedBy: createTestKey() }), 'proof_signature_invalid')
  })

  test('kid and jku are not looked at', async () => {
    expectAccepted(await prove({ header: { kid: 'k1', jku: 'https://evil.example/keys' } }))
  })
})

describe('9449-4.3-7: the key is public', () => {
  test.each(['d', 'p', 'k', 'priv', 'oth'])('%s', async (name) => {
    await invalid(prove({ header: { jwk: { ...prover.jwk, [name]: 'AQAB' } } }), 'proof_key_unacceptable')
  })

  test('a point that is not on its curve', async () => {
    const jwk = { ...prover.jwk, y: Buffer.alloc(32, 7).toString('base64url') }
    const client = { thumbprint: 'x' }
    // The token is bound to that very key, so that the import is reached.
    const { crv, kty, x: at } = prover.jwk
    client.thumbprint = createHash('sha256')
      .update(JSON.stringify({ crv, kty, x: at, y: jwk.y }))
      .digest('base64url')
    const token = issuer.token({ scope: 'read', boundTo: client })
    await invalid(
      get({ ...prover.headers({ url: x, token }, { header: { jwk } }) }),
      'proof_key_unacceptable',
    )
  })

  test.each([undefined, null, 'key', [], {}, { kty: 'EC' }, { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }])(
    'a key that is none: %j',
    async (jwk) => {
      await invalid(prove({ header: { jwk } }), 'proof_key_unacceptable')
    },
  )

  test.each<[string, object]>([
    ['RSA of more than 4096 bits', { n: Buffer.alloc(513, 255).toString('base64url') }],
    ['an exponent of more than 32', { e: Buffer.alloc(8, 255).toString('base64url') }],
  ])('a key that would cost much: %s', async (_what, change) => {
    const rsa = dpopMatrix({ dpop: { algorithms: ['RS256'] } }, issuer)
    const n = Buffer.alloc(256, 255).toString('base64url')
    const jwk = { kty: 'RSA', n, e: 'AQAB', ...change }
    const outcome = await rsa.prove({ header: { alg: 'RS256', jwk } })
    expectDpopRefused(outcome, 'invalid_dpop_proof', 'proof_key_unacceptable')
  })

  test('7638-3-a: a value that JSON would have to escape', async () => {
    await invalid(prove({ header: { jwk: { ...prover.jwk, x: 'a"b' } } }), 'proof_key_unacceptable')
  })
})

describe('9449-4.3-11, OIDF-06: iat lies in a short window', () => {
  test.each([-60, -8, 0, 8, 10, 0.5])('%i s from now: good', async (seconds) => {
    expectAccepted(await prove({ claims: { iat: N + seconds } }))
  })

  test.each([
    [-3600, 'proof_expired'],
    [-61, 'proof_expired'],
    [11, 'proof_not_yet_valid'],
    [3600, 'proof_not_yet_valid'],
  ])('%i s from now: refused', async (seconds, code) => {
    await invalid(prove({ claims: { iat: N + seconds } }), code)
  })

  test('a window of another size, and the tolerance beside it', async () => {
    const built = dpopMatrix({ dpop: { proofLifetimeSeconds: 10 }, clockToleranceSeconds: 5 }, issuer)
    expectAccepted(await built.prove({ claims: { iat: N - 15 } }))
    expectDpopRefused(await built.prove({ claims: { iat: N - 16 } }), 'invalid_dpop_proof', 'proof_expired')
    expectAccepted(await built.prove({ claims: { iat: N + 15 } }))
    expectDpopRefused(
      await built.prove({ claims: { iat: N + 16 } }),
      'invalid_dpop_proof',
      'proof_not_yet_valid',
    )
  })
})

describe('9449-4.3-12a: ath is the hash of the token that came with it', () => {
  test('the vector of the standard', async () => {
    const token = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU'
    const ath = 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo'
    const cnf = { jkt: prover.thumbprint }
    const opaque = told({ active: true, sub: 'alice', aud: R, scope: 'read', cnf }, { dpop: 'allowed' })
    const headers = { authorization: `DPoP ${token}`, dpop: prover.proof({ url: x }, { claims: { ath } }) }
    expectAccepted(await opaque.get(headers))
  })

  test('of another token, padded, in hex, empty', async () => {
    const token = bound()
    const right = prover.proof({ url: x, token })
    const { ath } = JSON.parse(Buffer.from(right.split('.')[1]!, 'base64url').toString()) as { ath: string }
    await invalid(
      sending(prover.proof({ url: x, token: bound({ subject: 'other' }) }), token),
      'proof_token_mismatch',
    )
    for (const wrong of [`${ath}=`, Buffer.from(ath, 'base64url').toString('hex'), ath.toLowerCase()]) {
      await invalid(prove({ claims: { ath: wrong } }, { token }), 'proof_token_mismatch')
    }
    await invalid(prove({ claims: { ath: '' } }, { token }), 'proof_malformed')
  })
})

test('9449-4.3-12b: a good proof of another key than that of the token is a mistake of the token', async () => {
  const thief = createDpopProver({ clock: issuer.clock })
  const outcome = await get({ ...thief.headers({ url: x, token: bound() }) })
  expectDpopRefused(outcome, 'invalid_token', 'key_mismatch')
})

describe('9449-4.2-a: further members', () => {
  test('are tolerated', async () => {
    expectAccepted(await prove({ claims: { foo: 1 }, header: { foo: 1 } }))
  })

  test('crit is not', async () => {
    await invalid(prove({ header: { crit: ['foo'], foo: 1 } }), 'proof_malformed')
  })

  test('exp and nbf are honoured', async () => {
    expectAccepted(await prove({ claims: { exp: N + 1, nbf: N } }))
    await invalid(prove({ claims: { exp: N } }), 'proof_expired')
    await invalid(prove({ claims: { nbf: N + 1 } }), 'proof_not_yet_valid')
  })
})
