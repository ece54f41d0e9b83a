import { issuerAddresses } from '../metadata.js'
import type { TestAlgorithm } from '../test-key.js'
import {
  accessToken,
  clientCredentialsToken,
  expiredToken,
  idToken,
  type MakeToken,
  otherAudienceToken,
} from '../token-claims.js'

/** What the tokens of a provider look like, and where it publishes its keys. */
export interface Provider {
  /** The identifier of an issuer of its kind. */
  readonly issuer: string
  /** The identifier of an API as it is called there. */
  readonly audience: string
  readonly algorithm: TestAlgorithm
  readonly jwksUri: (issuer: string) => string
  /** For a user. */
  readonly accessToken: MakeToken
  readonly idToken: MakeToken
  /** For a client that acts for itself. */
  readonly clientCredentialsToken: MakeToken
}

/** No provider in particular: the standards. */
export const standard: Provider = {
  issuer: 'https://issuer.test',
  audience: 'https://api.test',
  algorithm: 'ES256',
  jwksUri: (issuer) => issuerAddresses(issuer).jwks,
  accessToken,
  idToken,
  clientCredentialsToken,
}

/** The kinds of tokens that a test can ask for by their intent. */
export type TokenKinds = Pick<Provider, 'accessToken' | 'idToken' | 'clientCredentialsToken'> & {
  readonly expiredToken: MakeToken
  readonly otherAudienceToken: MakeToken
}

/** All kinds of tokens of a provider: two of them are its access tokens at another time, and for another API. */
export function tokenKinds(provider: Provider): TokenKinds {
  return {
    ...provider,
    expiredToken: (issuance, options) => expiredToken(issuance, options, provider.accessToken),
    otherAudienceToken: (issuance, options) => otherAudienceToken(issuance, options, provider.accessToken),
  }
}
