import { createTestIssuer, type TestAlgorithm, type TestIssuer, type TestProvider } from '@qalqon/testing'
import type { AccessToken, IssuerOptions, ResourceServerOptions } from '../../src/index.js'
import { expectAccepted, expectRefused, matrix, N } from './matrix.js'

/** A resource server that trusts one issuer by its preset, and a test issuer that stands for the provider. */
export interface PresetBench {
  readonly issuer: TestIssuer
  /** What a handler gets; throws with the reason when the token is refused. */
  accepted: (token: string) => Promise<AccessToken<unknown>>
  /** Expects 401 `invalid_token` for this reason; returns the detail, for the log. */
  refused: (token: string, code: string) => Promise<string>
}

export function presetBench(
  provider: TestProvider,
  preset: IssuerOptions,
  options: Partial<ResourceServerOptions> = {},
  issuer = issuerFor(provider, preset),
): PresetBench {
  const { server } = matrix({ issuers: [preset], audience: issuer.audience, ...options }, issuer)
  const send = (token: string) =>
    Promise.resolve(
      server.authorize({ method: 'GET', url: '/x', headers: { authorization: `Bearer ${token}` } }),
    )
  return {
    issuer,
    accepted: async (token) => expectAccepted(await send(token)),
    refused: async (token, code) => {
      const { fault } = expectRefused(await send(token), 401, 'invalid_token', code)
      return fault.detail
    },
  }
}

/** A test issuer that stands for the provider at the addresses of the preset. */
export function issuerFor(
  provider: TestProvider,
  preset: IssuerOptions,
  algorithm?: TestAlgorithm,
): TestIssuer {
  const jwksUri = preset.jwksUri?.split('?')[0]
  return createTestIssuer({ provider, issuer: preset.issuer, jwksUri, algorithm, now: N })
}

/** The names of the claims that only ID tokens have. */
const openIdMarks = ['nonce', 'at_hash']

/**
 * What holds for each preset: tokens in the provider's shape are accepted, and whatever else the issuer makes is not.
 *
 * @param otherTenant the same preset for another customer of the provider
 */
export function describePreset(
  provider: TestProvider,
  preset: IssuerOptions,
  otherTenant: IssuerOptions,
): void {
  describe(`tokens of ${provider}`, () => {
    const { issuer, accepted, refused } = presetBench(provider, preset, {
      issuers: [{ clientsWithoutAudience: ['the-client'], ...preset }],
    })
    const ofClient = { clientId: 'the-client', subject: 'the-subject' }

    test('for a user', async () => {
      const token = await accepted(issuer.token({ ...ofClient, scope: ['files.read', 'files.write'] }))
      expect(token).toMatchObject({
        issuer: preset.issuer,
        subject: 'the-subject',
        subjectType: 'user',
        clientId: 'the-client',
        scopes: ['files.read', 'files.write'],
      })
    })

    test('for a client itself', async () => {
      const token = await accepted(issuer.clientCredentials({ clientId: 'the-client' }))
      expect(token).toMatchObject({ subjectType: 'client', clientId: 'the-client' })
    })

    const typed = preset.tokenProfile === 'rfc9068'

    test('OIDC-2-b: an ID token is refused by its audience, unless its type has told it before', async () => {
      await refused(issuer.idToken(ofClient), typed ? 'type_mismatch' : 'audience_mismatch')
    })

    test('OIDC-2-c: an ID token is refused again by the mark, where its audience is that of the API', async () => {
      const token = issuer.idToken({ ...ofClient, audience: issuer.audience })
      await refused(token, typed ? 'type_mismatch' : 'not_access_token')
    })

    test('OIDC-2-c: and without any claim by which OpenID Connect tells it', async () => {
      const options = { ...ofClient, audience: issuer.audience, omit: [...openIdMarks, 'auth_time'] }
      await refused(issuer.idToken(options), typed ? 'type_mismatch' : 'not_access_token')
    })

    test('for another API', () => refused(issuer.forAnotherAudience(ofClient), 'audience_mismatch'))
    test('expired', () => refused(issuer.expired(ofClient), 'token_expired'))
    test('signed by a stranger', () => refused(issuer.signedByStranger(ofClient), 'signature_invalid'))

    test('of another tenant: nobody is asked', async () => {
      const other = presetBench(provider, otherTenant)
      issuer.requests.reset()
      await refused(other.issuer.token(ofClient), 'issuer_unknown')
      expect(issuer.requests.urls).toEqual([])
    })

    test('8417-4-a: of a logout', () =>
      refused(issuer.token({ ...ofClient, claims: { events: {} } }), 'security_event'))
    test('bound to a key', () =>
      refused(issuer.token({ ...ofClient, claims: { cnf: { jkt: 'x' } } }), 'token_bound'))
  })
}
