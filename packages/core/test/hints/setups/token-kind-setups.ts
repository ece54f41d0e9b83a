import { issuer, own, plain, type BrokenSetup } from './broken-setup.js'
import { auth0Issuer, ofAuth0 } from './preset-issuers.js'

/** Setups in which another kind of token comes than an access token of this issuer. */
export const tokenKindSetups: readonly BrokenSetup[] = [
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
]
