import { checkIntrospectedClaims, subjectOf } from '../../src/introspection/introspected-claims.js'
import type { JsonObject } from '../../src/json-object.js'

const I = 'https://as.example'

const verdict = (claims: JsonObject): string => {
  try {
    checkIntrospectedClaims({ active: true, ...claims }, I)
    return 'accepted'
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

describe('an access token', () => {
  test.each<[JsonObject]>([
    [{}],
    [{ iss: I }],
    [{ token_type: 'Bearer' }],
    [{ token_type: 'bearer' }],
    [{ token_type: 'BEARER', typ: 'Bearer' }],
    [{ typ: 'at+jwt' }],
    [{ typ: 'application/at+jwt' }],
    [{ typ: 'JWT' }],
    [{ token_use: 'access_token' }],
    [{ token_use: 'access' }],
    [{ auth_time: 1, client_id: 'app' }],
  ])('%j', (claims) => {
    expect(verdict(claims)).toBe('accepted')
  })
})

describe('OIDC-2-d: what else an endpoint calls active is no access token', () => {
  test.each<[string, JsonObject]>([
    ['type_mismatch', { token_type: 'id_token' }],
    ['type_mismatch', { token_type: 'refresh_token' }],
    ['type_mismatch', { token_type: 'N_A' }],
    ['type_mismatch', { token_type: 'Bearer ' }],
    ['type_mismatch', { token_type: 'mac' }],
    ['token_bound', { token_type: 'DPoP' }],
    ['token_bound', { token_type: 'dpop' }],
    ['type_mismatch', { typ: 'ID' }],
    ['type_mismatch', { typ: 'Refresh' }],
    ['type_mismatch', { typ: 'Offline' }],
    ['type_mismatch', { typ: 'Logout', token_type: 'Bearer' }],
    ['type_mismatch', { typ: 'logout+jwt' }],
    ['type_mismatch', { typ: 'dpop+jwt' }],
    ['type_mismatch', { token_use: 'refresh_token', token_type: 'Bearer' }],
    ['type_mismatch', { token_use: 'id' }],
    ['security_event', { events: {} }],
    ['id_token', { nonce: 'n' }],
    ['id_token', { at_hash: 'x' }],
    ['id_token', { auth_time: 1 }],
    ['id_token', { auth_time: '1' }],
    ['issuer_unknown', { iss: `${I}/` }],
    ['issuer_unknown', { iss: 'https://other.example' }],
    ['issuer_unknown', { iss: [I] }],
    ['issuer_unknown', { iss: null }],
  ])('%s: %j', (code, claims) => {
    expect(verdict(claims)).toBe(code)
  })
})

describe('members of the wrong type are malformed', () => {
  test.each<[JsonObject]>([
    [{ token_type: 1 }],
    [{ token_type: '' }],
    [{ token_type: ['Bearer'] }],
    [{ token_type: null }],
    [{ typ: 1 }],
    [{ token_use: true }],
    [{ sub: 1 }],
    [{ sub: '' }],
    [{ client_id: {} }],
    [{ jti: 7 }],
  ])('%j', (claims) => {
    expect(verdict(claims)).toBe('claim_malformed')
  })
})

describe('whom a token speaks for', () => {
  test('the subject, whoever the client is', () => {
    expect(subjectOf({ sub: 'alice', client_id: 'app', username: 'alice' })).toBe('alice')
  })

  test('without a subject the client, which acts for itself', () => {
    expect(subjectOf({ client_id: 'robot', scope: 'read' })).toBe('robot')
  })

  test.each<[JsonObject]>([
    [{}],
    [{ scope: 'read' }],
    [{ client_id: 'app', username: 'alice' }],
    [{ client_id: 'app', auth_time: 1 }],
    [{ client_id: 'app', preferred_username: 'alice' }],
    [{ client_id: 'app', email: 'alice@example.com' }],
    [{ client_id: 'app', sid: 's', acr: '1' }],
    [{ client_id: 'app', amr: ['pwd'] }],
  ])('%j: nobody knows', (claims) => {
    expect(() => subjectOf(claims)).toThrow(expect.objectContaining({ code: 'claim_missing' }))
  })
})
