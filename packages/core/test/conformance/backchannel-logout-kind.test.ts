import { expectEnded, expectLogoutRefused, logoutBench } from '../support/logout.js'

const event = 'http://schemas.openid.net/event/backchannel-logout'

describe('BCLO-2.6-d, OIDF-12: events has the member for logout, and that is an object', () => {
  test.each<[unknown]>([
    [undefined],
    [null],
    [event],
    [[event]],
    [{}],
    [{ 'http://schemas.openid.net/event/backchannel-logout/': {} }],
    [{ 'https://schemas.openid.net/event/backchannel-logout': {} }],
    [{ 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {} }],
    [{ [event]: null }],
    [{ [event]: 'x' }],
    [{ [event]: true }],
    [{ [event]: [] }],
  ])('%j is refused', async (events) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ claims: { events } }), 'not_logout_token')
  })

  test('what stands in the object does not matter, nor what stands beside it', async () => {
    const bench = logoutBench()
    expectEnded(bench, await bench.post({ claims: { events: { [event]: { a: 1 }, other: null } } }))
  })
})

describe('BCLO-2.6-e, OIDF-12: there is no nonce, and the type is that of a logout token', () => {
  test.each(['n', '', null, 0])('nonce %p is refused', async (nonce) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ claims: { nonce } }), 'not_logout_token')
  })

  test('an ID token is refused, whatever type it claims', async () => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post(bench.issuer.idToken()), 'type_mismatch')
    const untyped = bench.issuer.idToken({ header: { typ: undefined } })
    expectLogoutRefused(bench, await bench.post(untyped), 'not_logout_token')
  })

  test('an access token is refused', async () => {
    const bench = logoutBench()
    const token = bench.issuer.token({ audience: 'client-1', claims: { events: { [event]: {} } } })
    expectLogoutRefused(bench, await bench.post(token), 'type_mismatch')
  })

  test.each(['JWT', 'at+jwt', 'secevent+jwt', 'logout+jwt;v=1', '', 1, null])(
    'typ %p is refused',
    async (typ) => {
      const bench = logoutBench()
      expectLogoutRefused(bench, await bench.post({ header: { typ } }), 'type_mismatch')
    },
  )

  test.each([undefined, 'logout+jwt', 'LOGOUT+JWT', 'application/logout+jwt'])(
    'typ %p is taken',
    async (typ) => {
      const bench = logoutBench()
      expectEnded(bench, await bench.post({ header: { typ } }))
    },
  )
})
