import { deepEqual, equal, ok } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import type { LogoutUnderTest } from '../adapter-under-test.js'
import { expectStatus, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'
import { fieldValues, type RawRequest, type RawResponse } from '../raw-request.js'

const formType = 'Content-Type: application/x-www-form-urlencoded'

/** OpenID Connect Back-Channel Logout: how a logout token comes in, and what its issuer is answered. */
export function logoutCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const { door } = bench
  const target = '/backchannel-logout'
  const post = (body: RawRequest['body'], ...lines: string[]): RawRequest => ({
    method: 'POST',
    target,
    lines: lines.length > 0 ? lines : [formType],
    body: body ?? '',
  })
  const formOf = (token: string) => `logout_token=${token}&state=x`

  /** An app with nothing but a receiver; what it was told. */
  const serve = async (before: readonly M[] = []): Promise<LogoutUnderTest[]> => {
    const ended: LogoutUnderTest[] = []
    const { issuer, fetch, clock } = bench.issuer
    const receiver = door.logoutReceiver({
      issuer,
      clientId: 'client-1',
      fetch,
      clock,
      onLogout: (logout) => ended.push(logout),
    })
    await bench.serve((app) => {
      for (const middleware of before) app.use(middleware)
      app.receiveLogouts(target, receiver)
    })
    return ended
  }

  /** Over a connection of its own: refusals of logouts have no challenge, so the rule for other answers does not hold. */
  const send = async (request: RawRequest): Promise<RawResponse> => {
    const response = await (await bench.connect()).send(request)
    deepEqual(fieldValues(response, 'cache-control'), ['no-store'], `${response.to} is not no-store`)
    for (const part of String(request.body).match(/[A-Za-z0-9_-]{24,}/g) ?? []) {
      ok(!response.raw.includes(part), `${response.to} repeats what was sent`)
    }
    return response
  }

  const expectLogoutRefused = (response: RawResponse, status = 400) => {
    expectStatus(response, status)
    deepEqual(fieldValues(response, 'content-type'), ['application/json'])
    deepEqual(fieldValues(response, 'www-authenticate'), [])
    const { error, error_description: description, ...others } = jsonOf(response) as Record<string, unknown>
    deepEqual([error, typeof description, others], ['invalid_request', 'string', {}])
  }

  check(
    'BCLO-2.5-a, BCLO-2.8-a: a logout token in a form is received, and answered with nothing',
    async () => {
      const ended = await serve()
      const response = await send(post(formOf(bench.issuer.logoutToken({ sid: 's1' }))))
      expectStatus(response, 200)
      equal(response.body, '')
      const inParts = post(['logout_', `token=${bench.issuer.logoutToken({ subject: 'user-2' })}`])
      expectStatus(await send(inParts), 200)
      deepEqual(
        ended.map(({ subject, sid }) => [subject, sid]),
        [
          ['user-1', 's1'],
          ['user-2', undefined],
        ],
      )
    },
  )

  check('BCLO-2.5-a: other methods are 405 with Allow, and end nothing', async () => {
    const ended = await serve()
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'GET' ? '' : formOf(bench.issuer.logoutToken())
      const response = await send({ ...post(body), method })
      expectLogoutRefused(response, 405)
      deepEqual(fieldValues(response, 'allow'), ['POST'])
    }
    deepEqual(ended, [])
  })

  check('BCLO-2.5-a: what is no form is 400, and so is a token that stands elsewhere', async () => {
    const ended = await serve()
    const token = bench.issuer.logoutToken()
    const requests = [
      post(JSON.stringify({ logout_token: token }), 'Content-Type: application/json'),
      post(formOf(token), 'Content-Type: text/plain'),
      post(formOf(token), formType, formType),
      post(formOf(token), 'X-Type: none'),
      post('state=x'),
      { ...post(''), target: `${target}?logout_token=${token}` },
      post(`logout_token=${token}&logout_token=${token}`),
    ]
    for (const request of requests) expectLogoutRefused(await send(request))
    deepEqual(ended, [])
  })

  check('BCLO-2.6-b, BCLO-2.8-a: a bad logout token is 400', async () => {
    const ended = await serve()
    const bad = [
      bench.issuer.logoutToken({ clientId: 'client-2' }),
      bench.issuer.logoutToken({ claims: { exp: 1 } }),
      bench.issuer.idToken(),
      bench.issuer.token({ audience: 'client-1' }),
    ]
    for (const token of bad) expectLogoutRefused(await send(post(formOf(token))))
    deepEqual(ended, [])
  })

  check('a form that is too large, or compressed, is 400 and not read to its end', async () => {
    const ended = await serve()
    const large = post(`${formOf(bench.issuer.logoutToken())}&a=${'x'.repeat(80_000)}`)
    expectLogoutRefused(await send(large))
    const unknownLength = post([formOf(bench.issuer.logoutToken()), `&a=${'x'.repeat(80_000)}`])
    expectLogoutRefused(await send(unknownLength))
    expectLogoutRefused(
      await send(post(formOf(bench.issuer.logoutToken()), formType, 'Content-Encoding: gzip')),
    )
    deepEqual(ended, [])
  })

  check(
    'without the keys of the issuer it is 503 with Retry-After, and the same token may come again',
    async () => {
      const ended = await serve()
      const request = post(formOf(bench.issuer.logoutToken()))
      bench.issuer.outage('error')
      const response = await send(request)
      expectStatus(response, 503)
      ok(Number(fieldValues(response, 'retry-after')[0]) >= 1, 'there is no Retry-After')
      bench.issuer.recover()
      bench.issuer.clock.advance(60)
      expectStatus(await send(request), 200)
      equal(ended.length, 1)
    },
  )

  if (door.readsBodiesOnce !== true)
    check('a form that a body parser has read before is as good', async () => {
      const ended = await serve([door.formParser])
      expectStatus(await send(post(formOf(bench.issuer.logoutToken()))), 200)
      expectLogoutRefused(await send(post('state=x')))
      equal(ended.length, 1)
    })

  check('BCLO-2.7-a: that of a resource server revokes, and needs no access token itself', async () => {
    await bench.serve((app) => {
      const api = bench.api()
      app.receiveLogouts(target, api.backchannelLogout({ clientId: 'client-1' }))
      app.use(api)
      app.get('/x', [], () => ({}))
    })
    const tokenOf = (sid: string) => `Bearer ${bench.issuer.token({ claims: { sid } })}`
    const [first, second] = [tokenOf('s1'), tokenOf('s2')]
    for (const token of [first, second]) expectStatus(await bench.get('/x', token), 200)
    expectStatus(await send(post(formOf(bench.issuer.logoutToken({ sid: 's1' })))), 200)
    expectStatus(await bench.get('/x', first), 401)
    expectStatus(await bench.get('/x', second), 200)
    expectStatus(await send(post(formOf(bench.issuer.logoutToken()))), 200)
    expectStatus(await bench.get('/x', second), 401)
  })
}
