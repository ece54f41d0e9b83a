import { createTestIssuer } from '@qalqon/testing'
import { expectRefused, I, matrix, N, R } from '../support/matrix.js'

const issuer = createTestIssuer({ issuer: I, audience: R, now: N })
const logout = { 'http://schemas.openid.net/event/backchannel-logout': {} }

describe('8417-4-a: a security event token is no access token', () => {
  test.each([
    ['rfc9068', 'at+jwt', logout],
    ['plain-jwt', 'JWT', logout],
    ['plain-jwt', undefined, logout],
    ['plain-jwt', 'JWT', null],
  ] as const)('%s, typ %s, events %j', async (tokenProfile, typ, events) => {
    const { get } = matrix({ issuers: [{ issuer: I, tokenProfile }] }, issuer)
    const token = issuer.token({ scope: 'read', header: { typ }, claims: { events } })
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'security_event')
  })
})
