import { expectAccepted, R } from '../support/matrix.js'
import { dpopMatrix, expectDpopRefused, x } from '../support/dpop.js'

const { prove, get, prover, bound, issuer } = dpopMatrix()
const invalid = async (outcome: ReturnType<typeof get>, code?: string) =>
  expectDpopRefused(await outcome, 'invalid_dpop_proof', code)

test('9449-4.3-8: htm is the method on the wire, in its letters', async () => {
  await invalid(prove({}, { method: 'POST' }), 'proof_method_mismatch')
  await invalid(prove({}, { method: 'get' }), 'proof_method_mismatch')
  const token = bound()
  const headers = {
    ...prover.headers({ url: x, token, method: 'DELETE' }),
    'x-http-method-override': 'DELETE',
  }
  await invalid(get(headers), 'proof_method_mismatch')
})

describe('9449-4.3-9a: what the request was made for, as frameworks read it', () => {
  /** `GET` of this target, with a proof for this URL. */
  async function serves(target: string, htu: string): Promise<boolean> {
    const { server } = dpopMatrix({}, issuer)
    const token = bound()
    const headers = { ...prover.headers({ url: htu, token }) }
    return (await server.authorize({ method: 'GET', url: target, headers })).ok
  }

  test.each([
    ['/api/x', x],
    ['/api/x?a=1', x],
    ['https://rs.example/api/x', x],
    ['http://10.0.0.1:8080/api/x?a', x],
    ['https://rs.example', 'https://rs.example/'],
    ['/api/./x', 'https://rs.example/api/./x'],
  ])('%s with a proof for %s', async (target, htu) => {
    expect(await serves(target, htu)).toBe(true)
  })

  test.each([
    ['/users/../api/x', x],
    ['/users/%2e%2E/api/x', x],
    ['/api/.', 'https://rs.example/api/'],
    ['http://h:files/y', 'https://rs.example/y'],
    ['http://h;x/y', 'https://rs.example/y'],
    ['http://h%2Fadmin/y', 'https://rs.example/y'],
    ['http://user@h/y', 'https://rs.example/y'],
    ['javascript://h/y', 'https://rs.example/y'],
    ['*', 'https://rs.example/'],
    ['', 'https://rs.example/'],
    ['files/secret', 'https://rs.example/'],
    ['rs.example:443', 'https://rs.example/'],
  ])('not %s with a proof for %s', async (target, htu) => {
    expect(await serves(target, htu)).toBe(false)
  })
})

test('9449-4.3-9b, OIDF-03: query and fragment are ignored on both sides', async () => {
  expectAccepted(await prove({ claims: { htu: `${x}?b=2#f` } }))
  const { server } = dpopMatrix({}, issuer)
  const token = bound()
  const headers = prover.headers({ url: x, token })
  expectAccepted(await server.authorize({ method: 'GET', url: `${x}?a=1`, headers: { ...headers } }))
})

test.each([
  'http://rs.example/api/x',
  'https://other.example/api/x',
  'https://rs.example:8443/api/x',
  'https://rs.example/api/y',
  'https://rs.example/api/x/',
  'https://rs.example/api/X',
  'https://rs.example/api//x',
  'https://rs.example/api%2Fx',
  'https://user@rs.example/api/x',
  '/api/x',
  'rs.example/api/x',
  `${R}/x `,
  'https://rs.example\\api\\x',
  'https:/rs.example/api/x',
])('9449-4.3-9a: htu %s', async (htu) => {
  await invalid(prove({ claims: { htu } }), 'proof_target_mismatch')
})

test.each([
  'HTTPS://RS.EXAMPLE:443/api/x',
  'https://rs.example:/api/x',
  'https://rs.example/api/%78',
  `${R}/./x`,
  `${R}/y/../x`,
])('9449-4.3-9c: the same target in another spelling: %s', async (htu) => {
  expectAccepted(await prove({ claims: { htu } }))
})
