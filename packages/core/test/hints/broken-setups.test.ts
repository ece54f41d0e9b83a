import { createTestIssuer, createTestKey, type TestIssuer, type TestProvider } from '@qalqon/testing'
import {
  auth0,
  cognito,
  entra,
  keycloak,
  resourceServer,
  type AccessRequirement,
  type IssuerOptions,
  type RequestRefused,
  type ResourceServerOptions,
} from '../../src/index.js'
import { part } from '../support/crafted-token.js'

const issuer = createTestIssuer({
  issuer: 'https://auth.example.com/tenant',
  audience: 'https://api.example.com',
})
const { clock } = issuer
const key = issuer.addKey()
const own = (claims: Record<string, unknown>, header = {}) => issuer.token({ claims, header })
const jwe = (header: object) => [part(header), '', part('iv'), part('ciphertext'), part('tag')].join('.')
const entraTenant = '8eaef023-2b34-4da1-9baa-8bc8c9d6a490'

/** A test issuer in the place of the one of a preset. */
const standingFor = (provider: TestProvider, { issuer }: IssuerOptions) =>
  createTestIssuer({ provider, issuer, audience: 'https://api.example.com' })
const ofEntra = entra({ tenantId: entraTenant, version: 'v2' })
const entraIssuer = standingFor('entra-v2', ofEntra)
const ofCognito = cognito({ userPoolId: 'eu-central-1_AbCdEfGhI' })
const cognitoIssuer = standingFor('cognito', ofCognito)
const ofAuth0 = auth0({ domain: 'tenant.eu.auth0.com', tokenProfile: 'rfc9068' })
const auth0Issuer = standingFor('auth0', ofAuth0)
const ofKeycloak = keycloak({ url: 'https://sso.example.com', realm: 'shop' })
const keycloakIssuer = standingFor('keycloak', ofKeycloak)

/** The issuer is found by a function, which knows this one alone. */
const tenants: Partial<ResourceServerOptions> = {
  issuer: undefined!,
  resolveIssuer: (iss) => (iss === issuer.issuer ? issuer.introspectionOptions.issuer : undefined),
}

interface Setup {
  readonly name: string
  /** Where the token and the keys come from, unless it is the usual issuer. */
  readonly from?: TestIssuer
  /** Beside those of the issuer. */
  readonly options?: Partial<ResourceServerOptions>
  readonly token: () => string
  readonly requirement?: AccessRequirement
  readonly code: string
  /** What the hint must say: the cause, and the mend. */
  readonly cause: RegExp
  readonly mend: RegExp
}

const plain = { issuer: { issuer: issuer.issuer, tokenProfile: 'plain-jwt' } } as const

const setups: readonly Setup[] = [
  {
    name: 'the issuer in the options lacks the slash at its end',
    token: () => own({ iss: `${issuer.issuer}/` }),
    code: 'issuer_unknown',
    cause: /differ in a slash at the end alone/,
    mend: /write "https:\/\/auth\.example\.com\/tenant\/" in the options/,
  },
  {
    name: 'the issuer in the options is spelled in other letters',
    token: () => own({ iss: 'https://auth.example.com/Tenant' }),
    code: 'issuer_unknown',
    cause: /differ in letter case alone/,
    mend: /write "https:\/\/auth\.example\.com\/Tenant" in the options/,
  },
  {
    name: 'a proxy ends TLS, and the issuer believes that it is http with a port',
    token: () => own({ iss: 'http://auth.example.com:8080/tenant' }),
    code: 'issuer_unknown',
    cause: /differ in http or https and the port alone/,
    mend: /letter by letter: write/,
  },
  {
    name: 'a container asked Keycloak for the token by its inner name',
    options: { issuer: 'https://sso.example.com/realms/shop' },
    token: () => own({ iss: 'http://keycloak:8080/realms/shop' }),
    code: 'issuer_unknown',
    cause: /inner host name .*"keycloak:8080", here "sso\.example\.com"/,
    mend: /one fixed public URL \(Keycloak: the option hostname\)/,
  },
  {
    name: 'the options name the issuer by its inner name',
    options: { issuer: 'https://sso.svc.cluster.local/realms/shop' },
    token: () => own({ iss: 'https://sso.example.com/realms/shop' }),
    code: 'issuer_unknown',
    cause: /options name the issuer by an inner host name/,
    mend: /write "https:\/\/sso\.example\.com\/realms\/shop" .* jwksUri/,
  },
  {
    name: 'the token is of the development environment',
    token: () => own({ iss: 'https://auth-dev.example.com/tenant' }),
    code: 'issuer_unknown',
    cause: /another environment \("auth-dev", here "auth"\)/,
    mend: /get a token from the issuer that this API is set up for/,
  },
  {
    name: 'the token is of another realm',
    options: { issuer: 'https://sso.example.com/realms/prod' },
    token: () => own({ iss: 'https://sso.example.com/realms/stage' }),
    code: 'issuer_unknown',
    cause: /another environment \("stage", here "prod"\)/,
    mend: /get a token from the issuer/,
  },
  {
    name: 'the app registration of Entra asks for version 1 tokens',
    options: { issuer: `https://login.microsoftonline.com/${entraTenant}/v2.0` },
    token: () => own({ iss: `https://sts.windows.net/${entraTenant}/` }),
    code: 'issuer_unknown',
    cause: /version 1 of Microsoft Entra and the options expect version 2/,
    mend: /requestedAccessTokenVersion to 2/,
  },
  {
    name: 'the audience in the options lacks the slash at its end',
    token: () => own({ aud: 'https://api.example.com/' }),
    code: 'audience_mismatch',
    cause: /differ in a slash at the end alone/,
    mend: /write "https:\/\/api\.example\.com\/" as the audience/,
  },
  {
    name: 'the client named no API, so that it is the audience itself',
    token: () => own({ aud: 'client-1' }),
    code: 'audience_mismatch',
    cause: /audience is the client itself, "client-1"/,
    mend: /name this API in its authorization request \(resource/,
  },
  {
    name: 'the token is for userinfo alone',
    token: () => own({ aud: [`${issuer.issuer}/userinfo`] }),
    code: 'audience_mismatch',
    cause: /for the userinfo endpoint/,
    mend: /audience at Auth0, otherwise resource/,
  },
  {
    name: 'Keycloak has no audience mapper',
    token: () => own({ aud: 'account' }),
    code: 'audience_mismatch',
    cause: /"account" is the API that Keycloak names by itself/,
    mend: /add an audience mapper/,
  },
  {
    name: 'the token is for the staging API',
    token: () => own({ aud: 'https://staging.example.com' }),
    code: 'audience_mismatch',
    cause: /another environment \("staging", here "api"\)/,
    mend: /ask for a token for "https:\/\/api\.example\.com"/,
  },
  {
    name: 'the client of Auth0 sent no audience, and got an encrypted token',
    token: () => jwe({ alg: 'dir', enc: 'A256GCM', iss: 'https://tenant.eu.auth0.com/' }),
    code: 'token_encrypted',
    cause: /encrypted for the issuer itself, as Auth0 does when the client names no API/,
    mend: /send audience with the identifier of this API/,
  },
  {
    name: 'the client named no API, and got an opaque token',
    token: () => 'zZ3dq8mN0sVt',
    code: 'token_malformed',
    cause: /opaque token/,
    mend: /name this one when it asks \(resource, or audience at Auth0\)/,
  },
  {
    name: 'the client builds the field before it has a token',
    token: () => 'undefined',
    code: 'token_malformed',
    cause: /a word stands there in the place of the token/,
    mend: /before it had one/,
  },
  {
    name: 'a column is too short for the token',
    token: () => issuer.token().slice(0, 100),
    code: 'token_malformed',
    cause: /begins as a JWT does and was cut/,
    mend: /copy the whole of it/,
  },
  {
    name: 'a file is read with the quotes around the token',
    token: () => `"${issuer.token()}"`,
    code: 'credentials_malformed',
    cause: /stands in quotes/,
    mend: /send it without them/,
  },
  {
    name: 'the client sends the ID token',
    token: () => issuer.idToken(),
    code: 'type_mismatch',
    cause: /it is an ID token/,
    mend: /send access_token of the token response, and not id_token/,
  },
  {
    name: 'the client sends the ID token to an API with plain JWTs',
    options: plain,
    token: () => issuer.idToken({ audience: issuer.audience }),
    code: 'id_token',
    cause: /it is an ID token/,
    mend: /send access_token/,
  },
  {
    name: 'the client sends the refresh token of Keycloak',
    options: plain,
    token: () => own({ aud: issuer.issuer, typ: 'Refresh' }, { typ: 'JWT', alg: 'HS512' }),
    code: 'algorithm_not_allowed',
    cause: /it is a refresh token/,
    mend: /trade it there for an access token/,
  },
  {
    name: 'the issuer does not follow RFC 9068',
    token: () => own({}, { typ: 'JWT' }),
    code: 'type_mismatch',
    cause: /marks its access tokens as plain JWTs/,
    mend: /tokenProfile: 'plain-jwt'/,
  },
  {
    name: 'the preset auth0 expects RFC 9068, and the API has the profile of Auth0',
    from: auth0Issuer,
    options: { issuer: ofAuth0 },
    token: () => auth0Issuer.token(),
    code: 'type_mismatch',
    cause: /marks its access tokens as plain JWTs/,
    mend: /set tokenProfile: 'plain-jwt' in the preset auth0, or the token profile of the API at Auth0 to RFC 9068/,
  },
  {
    name: 'the issuer follows RFC 9068 in part',
    token: () => issuer.token({ omit: ['client_id'], claims: { azp: 'client-1' } }),
    code: 'claim_missing',
    cause: /RFC 9068 in part \(its client stands in azp\)/,
    mend: /tokenProfile: 'plain-jwt'/,
  },
  {
    name: 'the client asked for scopes of Microsoft Graph',
    options: plain,
    token: () =>
      issuer.signedByStranger({
        audience: '00000003-0000-0000-c000-000000000000',
        header: { typ: 'JWT', nonce: 'n' },
      }),
    code: 'signature_invalid',
    cause: /token for Microsoft Graph, whose signature nobody but Graph can verify/,
    mend: /scope of this API \(api:\/\//,
  },
  {
    name: 'another environment has the same issuer name and other keys',
    token: () => issuer.token({ key: createTestKey({ kid: 'of-staging' }) }),
    code: 'key_not_found',
    cause: /another environment that goes by the same issuer name/,
    mend: /compare its kid with the key set/,
  },
  {
    name: 'the key names another algorithm than the token',
    token: () => issuer.token({ key: createTestKey({ kid: key.kid, algorithm: 'ES384' }) }),
    code: 'key_not_found',
    cause: /has a key of that name, and not for "ES384"/,
    mend: /compare alg/,
  },
  {
    name: 'the clock of the API is a minute behind',
    token: () => own({ nbf: clock() + 60 }),
    code: 'token_not_yet_valid',
    cause: /clock of this machine is behind/,
    mend: /synchronise both \(NTP\)/,
  },
  {
    name: 'the issuer takes local time for UTC',
    token: () => own({ iat: clock() + 3 * 3600, exp: clock() + 4 * 3600 }),
    code: 'token_issued_in_future',
    cause: /differ by 3 h almost exactly/,
    mend: /local time for UTC/,
  },
  {
    name: 'the issuer writes milliseconds',
    token: () => own({ iat: clock() * 1000, exp: clock() * 1000 + 300_000 }),
    code: 'token_issued_in_future',
    cause: /iat is in milliseconds/,
    mend: /divide its times by 1000/,
  },
  {
    name: 'the client uses its token a little too long, or the clock is ahead',
    token: () => own({ iat: clock() - 400, exp: clock() - 100 }),
    code: 'token_expired',
    cause: /expired just now/,
    mend: /compare it with the Date field/,
  },
  {
    name: 'the client never refreshes its token',
    token: () => own({ iat: clock() - 200_000, exp: clock() - 100_000 }),
    code: 'token_expired',
    cause: /more than a day ago/,
    mend: /must get a new one/,
  },
  {
    name: 'the issuer writes its times as texts',
    token: () => own({ exp: String(clock() + 300) }),
    code: 'claim_malformed',
    cause: /exp is a text/,
    mend: /write it as a number/,
  },
  {
    name: 'the scopes stand in scp',
    token: () => own({ scp: ['files.read'] }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /stands in the claim scp/,
    mend: /scopeFrom: scopesIn\('scp'\)/,
  },
  {
    name: 'the scopes are realm roles of Keycloak',
    token: () => own({ realm_access: { roles: ['files.read'] } }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /Keycloak role has that name/,
    mend: /rolesAsScopes/,
  },
  {
    name: 'the issuer writes the scopes with the name of the API before them',
    token: () => issuer.token({ scope: 'https://api.example.com/files.read' }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /calls the scope "https:\/\/api\.example\.com\/files\.read"/,
    mend: /require that name/,
  },
  {
    name: 'the client did not ask for the scope',
    token: () => issuer.token({ scope: 'openid' }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /did not ask for "files\.read"/,
    mend: /ask with scope/,
  },
  {
    name: 'the client asked for no authorization details',
    token: () => own({}),
    requirement: { authorizationDetails: [{ type: 'payment' }] },
    code: 'insufficient_authorization_details',
    cause: /has no authorization_details/,
    mend: /ask for them in authorization_details/,
  },
  {
    name: 'the issuer writes the type in other letters',
    token: () => own({ authorization_details: [{ type: 'Payment' }] }),
    requirement: { authorizationDetails: [{ type: 'payment' }] },
    code: 'insufficient_authorization_details',
    cause: /has the type "Payment"/,
    mend: /letter by letter, so write it in one way/,
  },
  {
    name: 'two objects have what one must have',
    token: () =>
      own({
        authorization_details: [
          { type: 'x', actions: ['read'], datatypes: ['contacts'] },
          { type: 'x', actions: ['write'], datatypes: ['photos'] },
        ],
      }),
    requirement: { authorizationDetails: [{ type: 'x', actions: ['write'], datatypes: ['contacts'] }] },
    code: 'insufficient_authorization_details',
    cause: /stand in several objects, and what stands in two is never combined/,
    mend: /ask for one object that has them all/,
  },
  {
    name: 'a client that acts for itself comes to a route for users',
    token: () => issuer.clientCredentials(),
    requirement: { subjectType: 'user' },
    code: 'subject_type_mismatch',
    cause: /got the token for itself \(client credentials\)/,
    mend: /let a user sign in/,
  },
  {
    name: 'a user comes to a route for clients',
    token: () => issuer.token(),
    requirement: { subjectType: 'client' },
    code: 'subject_type_mismatch',
    cause: /speaks for a user/,
    mend: /get one for itself \(client credentials\)/,
  },
  {
    name: 'the client binds its tokens by DPoP',
    token: () => own({ cnf: { jkt: 'thumbprint' } }),
    code: 'token_bound',
    cause: /asked with a DPoP proof/,
    mend: /set dpop: 'allowed'/,
  },
  {
    name: 'the client asked Entra for a token for Graph, which comes in version 1',
    options: { issuer: ofEntra },
    token: () =>
      issuer.token({
        claims: {
          iss: `https://sts.windows.net/${entraTenant}/`,
          aud: '00000003-0000-0000-c000-000000000000',
        },
        header: { typ: 'JWT', nonce: 'n' },
      }),
    code: 'issuer_unknown',
    cause: /it is a token for Microsoft Graph/,
    mend: /ask for a scope of this API \(api:\/\//,
  },
  {
    name: 'an app has roles of Entra, and the preset does not read them',
    from: entraIssuer,
    options: { issuer: ofEntra },
    token: () => entraIssuer.clientCredentials({ claims: { roles: ['files.read'] } }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /^the scope stands in the claim roles: /,
    mend: /set rolesAsScopes: true in the preset entra$/,
  },
  {
    name: 'a mapper in the place of that of the preset does not read the roles',
    from: entraIssuer,
    options: { issuer: { ...ofEntra, scopeFrom: () => [] } },
    token: () => entraIssuer.clientCredentials({ claims: { roles: ['files.read'] } }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /^the scope stands in the claim roles: /,
    mend: /set scopeFrom: scopesIn\('roles'\)$/,
  },
  {
    name: 'the preset keycloak does not read roles',
    from: keycloakIssuer,
    options: { issuer: ofKeycloak },
    token: () =>
      keycloakIssuer.token({
        scope: 'openid',
        audience: 'https://api.example.com',
        claims: { realm_access: { roles: ['files.read'] } },
      }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /Keycloak role has that name/,
    mend: /set rolesAsScopes in the preset keycloak/,
  },
  {
    name: 'the preset cognito names no client',
    from: cognitoIssuer,
    options: { issuer: ofCognito },
    token: () => cognitoIssuer.token(),
    code: 'claim_missing',
    cause: /access tokens of Amazon Cognito name no audience/,
    mend: /name the client of the token in clientIds of the preset cognito/,
  },
  {
    name: 'Cognito without its preset',
    options: plain,
    token: () => issuer.token({ omit: ['aud'], claims: { token_use: 'access' } }),
    code: 'claim_missing',
    cause: /access tokens of Amazon Cognito name no audience/,
    mend: /use the preset cognito with clientIds/,
  },
  {
    name: 'a tenant was added a moment ago, or never',
    options: { ...tenants, resolvedIssuers: { rememberUnknownSeconds: 90 } },
    token: () => own({ iss: 'https://auth.example.com/tenant-2' }),
    code: 'issuer_unknown',
    cause: /resolveIssuer did not know this issuer/,
    mend: /up to 90 s \(resolvedIssuers\.rememberUnknownSeconds\)/,
  },
  {
    name: 'the issuer of a token is no URL, and the function that finds issuers is not asked',
    options: tenants,
    token: () => own({ iss: 'tenant-2' }),
    code: 'issuer_unknown',
    cause: /not the URL of an issuer/,
    mend: /resolveIssuer is not asked/,
  },
  {
    name: 'tenants with introspection, and nothing names the issuer of an opaque token',
    options: tenants,
    token: () => 'zZ3dq8mN0sVt',
    code: 'token_malformed',
    cause: /opaque token/,
    mend: /set opaqueTokenIssuer/,
  },
  {
    name: 'the function that names the issuer of an opaque token names none',
    options: { ...tenants, opaqueTokenIssuer: () => undefined },
    token: () => 'zZ3dq8mN0sVt',
    code: 'token_malformed',
    cause: /opaqueTokenIssuer named none for this request/,
    mend: /let it return the issuer/,
  },
  {
    name: 'that function names none, where the issuers stand in the options',
    options: { issuer: issuer.introspectionOptions.issuer, opaqueTokenIssuer: () => undefined },
    token: () => 'zZ3dq8mN0sVt',
    code: 'token_malformed',
    cause: /opaqueTokenIssuer named none for this request/,
    mend: /let it return the issuer/,
  },
  {
    name: 'one of several scopes would do',
    token: () => issuer.token({ scope: 'openid' }),
    requirement: { anyScope: ['files.read', 'x'] },
    code: 'insufficient_scope',
    cause: /did not ask for "files\.read" or "x"/,
    mend: /ask with scope/,
  },
  {
    name: 'one scope is needed, and one of two others',
    token: () => issuer.token({ omit: ['scope'] }),
    requirement: { scope: ['a'], anyScope: ['b', 'c'] },
    code: 'insufficient_scope',
    cause: /has no scope claim/,
    mend: /ask for "a" and for "b" or "c" in scope/,
  },
  {
    name: 'the issuer has published an empty key set',
    options: { fetch: withKeys() },
    token: () => issuer.token(),
    code: 'key_not_found',
    cause: /the key set of the issuer is empty, or none of its keys can be used/,
    mend: /until the issuer publishes the public keys/,
  },
  {
    name: 'the issuer has published keys of which none can be used',
    options: { fetch: withKeys({ kty: 'oct', kid: 'k' }) },
    token: () => issuer.token(),
    code: 'key_not_found',
    cause: /is empty, or none of its keys can be used/,
    mend: /told as the event key_skipped/,
  },
  {
    name: 'the API of Auth0 is set to HS256',
    token: () => own({}, { alg: 'HS256' }),
    code: 'algorithm_not_allowed',
    cause: /HS256 signs with a secret/,
    mend: /set the signing algorithm to RS256/,
  },
]

test('a clock that is off is not mended by a new token', async () => {
  const token = own({ iat: clock() + 3 * 3600, exp: clock() + 4 * 3600 })
  const { event } = await refusal(issuer, undefined, token)
  expect(event.hint).not.toMatch(/new token/)
})

test('there are at least twenty of them', () => expect(setups.length).toBeGreaterThanOrEqual(20))

test.each(setups)('$name', async ({ from = issuer, options, token, requirement, code, cause, mend }) => {
  const { event, response, text } = await refusal(from, options, token(), requirement)
  expect({ code: event.code, hint: event.hint }).toEqual({ code, hint: expect.stringMatching(cause) })
  expect(event.hint).toMatch(mend)
  expect(event.fault.facts.hint).toBe(event.hint)
  // Hints are for the operator alone.
  const answer = JSON.stringify(response)
  expect(answer).not.toContain(event.hint)
  for (const piece of text.split('.')) if (piece.length >= 20) expect(event.hint).not.toContain(piece)
})

async function refusal(
  { options: own }: TestIssuer,
  options: Partial<ResourceServerOptions> | undefined,
  text: string,
  requirement?: AccessRequirement,
) {
  const events: RequestRefused[] = []
  const server = resourceServer({
    ...own,
    onEvent: (event) => {
      if (event.type === 'request_refused') events.push(event)
    },
    ...options,
  })
  const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${text}` } }
  const outcome = await server.authorize(request, requirement)
  if (outcome.ok) throw new Error('the request was accepted')
  return { event: events[0]!, response: outcome.response, text }
}

/** A network in which the issuer publishes these keys. */
function withKeys(...keys: readonly object[]): typeof fetch {
  return (async (input: string, init?: RequestInit) =>
    input.includes('/.well-known/openid-configuration')
      ? issuer.fetch(input, init)
      : Response.json({ keys })) as typeof fetch
}
