import { issuer, own, plain, type BrokenSetup } from './broken-setup.js'
import { cognitoIssuer, ofCognito } from './preset-issuers.js'

/** Setups in which a token is for somebody else, or names nobody. */
export const audienceSetups: readonly BrokenSetup[] = [
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
]
