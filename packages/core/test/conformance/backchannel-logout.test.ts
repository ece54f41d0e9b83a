import { LogoutFault } from '../../src/index.js'
import { expectEnded, expectLogoutRefused, formRequest, logoutBench } from '../support/logout.js'
import { I, N } from '../support/matrix.js'

describe('BCLO-2.5-a: a logout token comes in a form that is posted', () => {
  test('other parameters are ignored', async () => {
    const bench = logoutBench()
    const form = { state: 'x', logout_token: bench.issuer.logoutToken(), access_token: ['1', '2'] }
    expectEnded(bench, await bench.receiver.receive(formRequest(form)))
    const text = new URLSearchParams({ a: 'b', logout_token: bench.issuer.logoutToken(), c: '' })
    expectEnded(bench, await bench.receiver.receive(formRequest(text.toString())), 2)
  })

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'post'])('%s is 405', async (method) => {
    const { issuer, receiver, ended } = logoutBench()
    const answer = await receiver.receive(formRequest({ logout_token: issuer.logoutToken() }, { method }))
    expect([answer.status, ended]).toEqual([405, []])
    expect(answer.headers).toContainEqual(['allow', 'POST'])
    expect(answer.headers).toContainEqual(['cache-control', 'no-store'])
  })

  test.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'content of the type %p is 400',
    async (type) => {
      const bench = logoutBench()
      const form = { logout_token: bench.issuer.logoutToken() }
      expectLogoutRefused(
        bench,
        await bench.receiver.receive(formRequest(form, { type })),
        'logout_token_missing',
      )
    },
  )

  test.each<[string, unknown, string]>([
    ['without the parameter', {}, 'logout_token_missing'],
    ['without a form', undefined, 'logout_token_missing'],
    ['with an empty one', { logout_token: '' }, 'logout_token_missing'],
    ['with another value than a text', { logout_token: { a: 'b' } }, 'logout_token_missing'],
    [
      'with one that only the prototype has',
      Object.create({ logout_token: 'a.b.c' }),
      'logout_token_missing',
    ],
    ['with two', { logout_token: ['a.b.c', 'a.b.c'] }, 'logout_request_malformed'],
    ['with two in its text', 'logout_token=a.b.c&logout_token=a.b.c', 'logout_request_malformed'],
  ])('a form %s is 400', async (_what, form, code) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.receiver.receive(formRequest(form)), code)
  })
})

describe('BCLO-2.8-a: success is 200, failure 400, and neither is stored', () => {
  const neverKept = ['cache-control', 'no-store']

  test('success has no body', async () => {
    expect(await logoutBench().post()).toEqual({ status: 200, headers: [neverKept], body: '' })
  })

  test('a refusal says why in fixed words', async () => {
    const bench = logoutBench()
    expect(await bench.post({ claims: { exp: N - 1 } })).toEqual({
      status: 400,
      headers: [neverKept, ['content-type', 'application/json']],
      body: '{"error":"invalid_request","error_description":"The logout token is not valid (token_expired)"}',
    })
    expect(bench.events.at(-1)).toMatchObject({ issuer: I, fault: expect.any(LogoutFault) as unknown })
  })

  test.each([
    ['throws', () => throwError()],
    ['rejects', () => Promise.reject(new Error('no database'))],
  ])('a logout that %s is 400, and the same token may come again', async (_what, fail) => {
    let failing = true
    const bench = logoutBench({ onLogout: () => (failing ? fail() : undefined) })
    const token = bench.issuer.logoutToken()
    const answer = await bench.post(token)
    expect(answer).toEqual({
      status: 400,
      headers: [neverKept, ['content-type', 'application/json']],
      body: '{"error":"server_error","error_description":"The session could not be ended"}',
    })
    expect(bench.events.at(-1)).toEqual({ type: 'logout_failed', issuer: I, cause: new Error('no database') })
    failing = false
    expect((await bench.post(token)).status).toBe(200)
    expect((await bench.post(token)).status).toBe(400)
  })
})

function throwError(): never {
  throw new Error('no database')
}
