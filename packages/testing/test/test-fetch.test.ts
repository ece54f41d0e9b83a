import { createTestFetch, createDpopProver } from '../src/index.js'

const url = 'https://rs.example/x?a=1'
const challenge = 'Bearer realm="a", DPoP realm="a", error="use_dpop_nonce", algs="ES256"'

/** A server that answers these in turn, and what it was asked. */
function serverWith(...answers: Response[]) {
  const asked: { method: string; url: string; authorization: string | null; claims: Claims; body: string }[] =
    []
  const prover = createDpopProver()
  const fetch = createTestFetch({
    prover,
    token: 'abc',
    fetch: async (input) => {
      const request = input
      const [, payload = ''] = request.headers.get('dpop')!.split('.')
      asked.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.get('authorization'),
        claims: JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims,
        body: await request.text(),
      })
      return answers.shift() ?? new Response(null)
    },
  })
  return { asked, fetch, nonces: () => asked.map(({ claims }) => claims.nonce) }
}

interface Claims {
  readonly jti: string
  readonly nonce?: string
}

const refusal = (nonce?: string, fields: Record<string, string> = { 'www-authenticate': challenge }) =>
  new Response('', {
    status: 401,
    headers: { ...fields, ...(nonce !== undefined && { 'dpop-nonce': nonce }) },
  })

test('each request has the token and a proof of its own', async () => {
  const { asked, fetch } = serverWith()
  await fetch(url)
  await fetch(new URL(url), { method: 'POST', body: 'b' })
  expect(asked).toMatchObject([
    { method: 'GET', url, authorization: 'DPoP abc', claims: { htm: 'GET', htu: 'https://rs.example/x' } },
    { method: 'POST', url, authorization: 'DPoP abc', claims: { htm: 'POST' }, body: 'b' },
  ])
  expect(asked[0]!.claims).toHaveProperty('ath')
  expect(asked[0]!.claims).not.toHaveProperty('nonce')
  expect(asked[0]!.claims.jti).not.toBe(asked[1]!.claims.jti)
})

describe('a request that needs a nonce', () => {
  test('is sent once more, with the same body and another proof', async () => {
    const { asked, fetch, nonces } = serverWith(refusal('n1'), new Response('good'))
    const answer = await fetch(new Request(url, { method: 'POST', body: 'b', headers: { 'x-own': '1' } }))
    expect([answer.status, await answer.text()]).toEqual([200, 'good'])
    expect(nonces()).toEqual([undefined, 'n1'])
    expect(asked.map(({ body }) => body)).toEqual(['b', 'b'])
    expect(asked[0]!.claims.jti).not.toBe(asked[1]!.claims.jti)
  })

  test('and never a third time', async () => {
    const { fetch, nonces } = serverWith(refusal('n1'), refusal('n2'))
    expect((await fetch(url)).status).toBe(401)
    await fetch(url)
    expect(nonces()).toEqual([undefined, 'n1', 'n2'])
  })

  test.each([
    ['another error', refusal('n', { 'www-authenticate': 'DPoP error="invalid_token"' })],
    ['no nonce', refusal()],
    ['no challenge', refusal('n', {})],
    ['the word elsewhere', refusal('n', { 'www-authenticate': 'DPoP realm="error=use_dpop_nonce"' })],
    [
      'another status',
      new Response('', { status: 403, headers: { 'www-authenticate': challenge, 'dpop-nonce': 'n' } }),
    ],
  ])('%s: not sent again', async (_what, answer) => {
    const { asked, fetch } = serverWith(answer)
    expect((await fetch(url)).status).toBe(answer.status)
    expect(asked).toHaveLength(1)
  })
})

test('the newest nonce counts, of whatever answer, and for its server alone', async () => {
  const rolled = new Response('', { headers: { 'dpop-nonce': 'n2' } })
  const { fetch, nonces } = serverWith(refusal('n1'), new Response(''), rolled)
  for (const to of [url, url, 'https://rs.example/y', 'https://other.example/x', url]) await fetch(to)
  expect(nonces()).toEqual([undefined, 'n1', 'n1', 'n2', undefined, 'n2'])
})

test('a redirect is returned, and an error stays one', async () => {
  const redirects: RequestRedirect[] = []
  const fetch = createTestFetch({
    prover: createDpopProver(),
    token: 'abc',
    fetch: (input) => {
      redirects.push(input.redirect)
      return Promise.resolve(new Response(null))
    },
  })
  await fetch(url)
  await fetch(url, { redirect: 'error' })
  expect(redirects).toEqual(['manual', 'error'])
})

test('without a prover the token is a bearer token, and redirects are left to fetch', async () => {
  const asked: Request[] = []
  const fetch = createTestFetch({
    token: 'abc',
    fetch: (input) => {
      asked.push(input)
      return Promise.resolve(refusal('n1'))
    },
  })
  const answer = await fetch(url, { method: 'POST', body: 'b', headers: { 'x-own': '1' } })
  expect(answer.status).toBe(401)
  expect(asked).toHaveLength(1)
  expect(Object.fromEntries(asked[0]!.headers)).toMatchObject({ authorization: 'Bearer abc', 'x-own': '1' })
  expect(asked[0]!.headers.has('dpop')).toBe(false)
  expect([asked[0]!.redirect, await asked[0]!.text()]).toEqual(['follow', 'b'])
})

test.each([
  [{ publicUrl: 'https://api.example/v1/' }, 'https://api.example/v1/x'],
  [{ audience: 'https://api.example/v1' }, 'https://api.example/x'],
])('with %o proofs are made for %s', async (named, htu) => {
  let proof = ''
  const fetch = createTestFetch({
    ...named,
    prover: createDpopProver(),
    token: 'abc',
    fetch: (input) => {
      proof = input.headers.get('dpop')!
      expect(input.url).toBe(url)
      return Promise.resolve(new Response(null))
    },
  })
  await fetch(url)
  expect(JSON.parse(Buffer.from(proof.split('.')[1]!, 'base64url').toString())).toMatchObject({ htu })
})

test('what would test nothing is told', () => {
  const prover = createDpopProver()
  expect(() => createTestFetch({ token: 'a', publicUrl: url })).toThrow(/hand in the prover/)
  expect(() => createTestFetch({ prover } as never)).toThrow(/expected the token/)
  expect(() => createTestFetch({ prover, token: 'a', nonce: 'n' } as never)).toThrow(/nonce/)
})
