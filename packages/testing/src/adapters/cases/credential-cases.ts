import { deepEqual, equal } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import { expectRefused, expectStatus, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'
import { fieldValues } from '../raw-request.js'

/** RFC 6750 §2 and §3, rows 6750-*. */
export function credentialCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  check('6750-2.1-a: a token in the Authorization field opens the route', async () => {
    await bench.serveMatrix()
    const response = await bench.get(
      '/api/x',
      `Bearer ${bench.issuer.token({ scope: 'read', subject: 'alice' })}`,
    )
    expectStatus(response, 200)
    deepEqual(jsonOf(response), { subject: 'alice' })
    deepEqual(fieldValues(response, 'www-authenticate'), [])
  })

  for (const scheme of ['bearer', 'BEARER', 'bEaReR', 'bEARER'])
    check(`6750-2.1-b, OIDF-05: the scheme may be spelt ${scheme}`, async () => {
      await bench.serveMatrix()
      const token = bench.issuer.token({ scope: 'read' })
      expectStatus(await bench.get('/api/x', `${scheme} ${token}`), 200)
    })

  check('6750-2.1-c: several spaces may stand between scheme and token', async () => {
    await bench.serveMatrix()
    expectStatus(await bench.get('/api/x', `Bearer   ${bench.issuer.token({ scope: 'read' })}`), 200)
  })

  const malformed: [row: string, what: string, field: (token: string) => string][] = [
    ['6750-2.1-c', 'no token', () => 'Bearer'],
    ['6750-2.1-c', 'a tab for the space', (token) => `Bearer\t${token}`],
    ['6750-2.1-c', 'a comma before the token', (token) => `Bearer ,${token}`],
    ['6750-2.1-d', 'a token of two words', () => 'Bearer a b'],
    ['6750-2.1-d', 'a token in quotes', (token) => `Bearer "${token}"`],
    ['6750-2.1-d', 'a comma in the token', () => 'Bearer a,b'],
    ['6750-2.1-d', 'the octet E9 in the token', (token) => `Bearer ${token}\xe9`],
    ['6750-2.1-d', 'the octet E9 alone', () => 'Bearer \xe9'],
    ['6750-2.1-d', 'the octets C3 A9 in the token', (token) => `Bearer ${token}\xc3\xa9`],
    ['6750-2.1-d', 'the octet A0, a space of Unicode, behind the token', (token) => `Bearer ${token}\xa0`],
    ['6750-2.1-c', 'the octet A0 between two spaces', (token) => `Bearer \xa0 ${token}`],
    ['6750-2.1-d', 'a tab behind which more stands', (token) => `Bearer ${token}\tx`],
    ['6750-2.1-d', 'padding in the middle', () => 'Bearer a=b'],
    ['6750-2.1-e', 'two credentials joined by a comma', (token) => `Bearer ${token}, Bearer ${token}`],
    [
      '6750-2.1-e',
      'another scheme and a bearer token in one field',
      (token) => `Basic Zm9v, Bearer ${token}`,
    ],
  ]
  for (const [row, what, field] of malformed)
    check(`${row}: ${what} is a malformed request`, async () => {
      await bench.serveMatrix()
      expectRefused(
        await bench.get('/api/x', field(bench.issuer.token({ scope: 'read' }))),
        400,
        'invalid_request',
      )
      equal(bench.issuerAsked, false)
    })

  const repeated: [what: string, lines: (good: string, other: string) => string[]][] = [
    ['two good tokens', (good, other) => [good, other]],
    ['the same token twice', (good) => [good, good]],
    ['a good token, then junk', (good) => [good, 'Bearer junk']],
    ['junk, then a good token', (good) => ['Bearer junk', good]],
    ['another scheme, then a good token', (good) => ['Basic Zm9vOmJhcg==', good]],
    ['a good token, then an empty line', (good) => [good, '']],
  ]
  for (const [what, lines] of repeated)
    check(`6750-2.1-e: two Authorization lines are refused: ${what}`, async () => {
      await bench.serveMatrix()
      const response = await bench.get('/api/x', ...lines(bench.bearer('read'), bench.bearer('read write')))
      expectRefused(response, 400, 'invalid_request')
      equal(bench.issuerAsked, false)
    })

  check('6750-2.1-e: two Authorization lines are refused: in other letters', async () => {
    await bench.serveMatrix()
    const [upper, lower] = [
      `AUTHORIZATION: ${bench.bearer('read')}`,
      `authorization: ${bench.bearer('read')}`,
    ]
    expectRefused(await bench.send({ target: '/api/x', lines: [upper, lower] }), 400, 'invalid_request')
    equal(bench.issuerAsked, false)
    for (const line of [upper, lower])
      expectStatus(await bench.send({ target: '/api/x', lines: [line] }), 200)
  })

  for (const [name, octet] of [
    ['00', '\0'],
    ['01', '\x01'],
    ['7F', '\x7f'],
  ] as const)
    check(`6750-2.1-d: the octet ${name}, which no field may have, opens nothing`, async () => {
      await bench.serveMatrix()
      const token = bench.issuer.token({ scope: 'read' })
      for (const value of [`Bearer ${octet}${token}`, `Bearer ${token}${octet}`, `${octet}Bearer ${token}`]) {
        const connection = await bench.connect()
        // Most servers refuse it by themselves, without a challenge, and some just close the connection.
        const request = { target: '/api/x', lines: [`Authorization: ${value}`] }
        const response = await connection.send(request).catch(() => undefined)
        if (response) expectStatus(response, 400, 401)
      }
      equal(bench.verified, 0)
    })

  const form = (bench: Bench<M>) => ({
    method: 'POST',
    target: '/body',
    body: `access_token=${bench.issuer.token({ scope: 'write' })}`,
  })
  const formType = 'Content-Type: application/x-www-form-urlencoded'

  check('6750-2.2-a: a token in a form body is no credential', async () => {
    await bench.serveMatrix()
    expectRefused(await bench.send({ ...form(bench), target: '/api/x', lines: [formType] }), 401)
  })

  for (const who of ['anonymous', 'authenticated'])
    check(`6750-2.2-a: the body reaches the handler unread, ${who}`, async () => {
      await bench.serve((app) => {
        app.use(bench.api({ optional: true }))
        app.post('/body', [], async ({ readBody }) => ({ length: (await readBody()).length }))
      })
      const request = form(bench)
      const authorization = who === 'anonymous' ? [] : [`Authorization: ${bench.bearer()}`]
      const response = await bench.send({ ...request, lines: [formType, ...authorization] })
      expectStatus(response, 200)
      deepEqual(jsonOf(response), { length: request.body.length })
    })

  check('6750-2.3-a: a token in the query is no credential', async () => {
    await bench.serveMatrix()
    const token = bench.issuer.token({ scope: 'read' })
    expectRefused(await bench.get(`/api/x?access_token=${token}`), 401)
    expectStatus(await bench.get('/api/x?access_token=junk', bench.bearer('read')), 200)
  })

  check('6750-5.3-a: a token in a cookie is no credential', async () => {
    await bench.serveMatrix()
    const cookie = `Cookie: access_token=${bench.issuer.token({ scope: 'read' })}`
    expectRefused(await bench.send({ target: '/api/x', lines: [cookie] }), 401)
  })

  for (const lines of [[], ['Basic Zm9vOmJhcg=='], ['Negotiate x'], ['BearerT abc']] as string[][])
    check(
      `6750-3-a, 6750-3-b: without a credential of the scheme the challenge names no error: ${lines.join() || 'no field'}`,
      async () => {
        await bench.serveMatrix()
        const { parameters } = expectRefused(await bench.get('/api/x', ...lines), 401)
        equal(parameters.get('realm'), bench.issuer.audience)
      },
    )

  const invalid: [what: string, token: () => string][] = [
    ['an expired one', () => bench.issuer.expired({ scope: 'read' })],
    ['one of a stranger', () => bench.issuer.signedByStranger({ scope: 'read' })],
    ['one for another API', () => bench.issuer.forAnotherAudience({ scope: 'read' })],
    ['an ID token', () => bench.issuer.idToken()],
    ['what is no JWT', () => 'abc'],
  ]
  for (const [what, token] of invalid)
    check(`6750-3-e, 6750-3.1-a: an invalid token is answered with invalid_token: ${what}`, async () => {
      await bench.serveMatrix()
      expectRefused(await bench.get('/api/x', `Bearer ${token()}`), 401, 'invalid_token')
    })

  check(
    '6750-3.1-b: a token with too little scope is answered with insufficient_scope and the scope',
    async () => {
      await bench.serveMatrix()
      const lines = [`Authorization: ${bench.bearer('read')}`]
      const response = await bench.send({ method: 'POST', target: '/api/x', lines })
      equal(expectRefused(response, 403, 'insufficient_scope').parameters.get('scope'), 'write')
    },
  )
}
