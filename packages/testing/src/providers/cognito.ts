import { randomUUID } from 'node:crypto'
import { content, type Issuance, type TokenOptions } from '../token-claims.js'
import type { Provider } from './provider.js'
import { scopeText } from './scopes.js'

const client = '1h57kf5cpq17m0eml12example'
const user = '5a1b2c3d-4e5f-4a7b-8c9d-0e1f2a3b4c5d'

function common({ issuer, now }: Issuance, { expiresInSeconds = 300 }: TokenOptions) {
  const iat = Math.floor(now)
  return { iss: issuer, auth_time: iat, iat, exp: iat + expiresInSeconds, jti: randomUUID() }
}

/**
 * Tokens of a user pool. An access token has an audience only where a test names one, as Cognito gives it only to clients
 * that ask for it.
 *
 * @see {@link https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html}
 */
export const cognito: Provider = {
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI',
  audience: 'https://api.test',
  algorithm: 'RS256',
  jwksUri: (issuer) => `${issuer}/.well-known/jwks.json`,
  accessToken: (issuance, options = {}) => {
    const { subject = user, clientId = client } = options
    return content(
      issuance,
      options,
      {},
      {
        sub: subject,
        ...common(issuance, options),
        aud: options.audience,
        version: 2,
        client_id: clientId,
        origin_jti: randomUUID(),
        event_id: randomUUID(),
        token_use: 'access',
        // What a user gets who signs in without the hosted pages.
        scope: scopeText(options, ['aws.cognito.signin.user.admin']),
        username: 'alice',
      },
    )
  },
  clientCredentialsToken: (issuance, options = {}) => {
    const { clientId = client, subject = clientId } = options
    return content(
      issuance,
      options,
      {},
      {
        sub: subject,
        token_use: 'access',
        scope: scopeText(options),
        ...common(issuance, options),
        aud: options.audience,
        version: 2,
        client_id: clientId,
      },
    )
  },
  idToken: (issuance, options = {}) => {
    const { subject = user, clientId = client } = options
    return content(
      issuance,
      options,
      {},
      {
        at_hash: 'kT0Pp3zWkZcTvwvrZ3sF8w',
        sub: subject,
        email_verified: true,
        'cognito:username': 'alice',
        origin_jti: randomUUID(),
        aud: options.audience ?? clientId,
        event_id: randomUUID(),
        token_use: 'id',
        email: 'alice@example.com',
        ...common(issuance, options),
      },
    )
  },
}
