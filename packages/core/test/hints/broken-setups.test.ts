import { createTestIssuer, createTestKey, type TestIssuer } from '@qalqon/testing'
import {
  resourceServer,
  type AccessRequirement,
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

interface Setup {
  readonly name: string
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
    name: 'the client binds its tokens by DPoP',
    token: () => own({ cnf: { jkt: 'thumbprint' } }),
    code: 'token_bound',
    cause: /asked with a DPoP proof/,
    mend: /switch DPoP-bound tokens off/,
  },
  {
    name: 'the API of Auth0 is set to HS256',
    token: () => own({}, { alg: 'HS256' }),
    code: 'algorithm_not_allowed',
    cause: /HS256 signs with a secret/,
    mend: /set the signing algorithm to RS256/,
  },
]

test('there are at least twenty of them', () => expect(setups.length).toBeGreaterThanOrEqual(20))

test.each(setups)('$name', async ({ options, token, requirement, code, cause, mend }) => {
  const { event, response, text } = await refusal(issuer, options, token(), requirement)
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
