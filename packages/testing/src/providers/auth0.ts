import { randomUUID } from 'node:crypto'
import { content, type Issuance, type MakeToken, type TokenOptions } from '../token-claims.js'
import type { Provider } from './provider.js'
import { scopeList, scopeText } from './scopes.js'

const client = 'q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6'

function times({ now }: Issuance, { expiresInSeconds = 300 }: TokenOptions) {
  const iat = Math.floor(now)
  return { iat, exp: iat + expiresInSeconds }
}

/** With the scope `openid` a token is also for the userinfo endpoint. */
function audienceOf(issuance: Issuance, options: TokenOptions) {
  const { audience = issuance.audience } = options
  if (!scopeList(options).includes('openid')) return audience
  return [audience, `${issuance.issuer}userinfo`].flat()
}

const idToken: MakeToken = (issuance, options = {}) => {
  const { subject = 'auth0|65a1b2c3d4e5f6a7b8c9d0e1', clientId = client } = options
  return content(issuance, options, 'JWT', {
    nickname: 'alice',
    name: 'alice@example.com',
    email: 'alice@example.com',
    email_verified: true,
    iss: issuance.issuer,
    aud: options.audience ?? clientId,
    sub: subject,
    ...times(issuance, options),
    sid: randomUUID(),
    nonce: randomUUID(),
  })
}

/**
 * Access tokens of the profile _Auth0_.
 *
 * @see {@link https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles}
 */
export const auth0: Provider = {
  issuer: 'https://tenant.eu.auth0.com/',
  audience: 'https://api.test',
  algorithm: 'RS256',
  jwksUri: (issuer) => `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`,
  accessToken: (issuance, options = {}) => {
    const { subject = 'auth0|65a1b2c3d4e5f6a7b8c9d0e1', clientId = client } = options
    return content(issuance, options, 'JWT', {
      iss: issuance.issuer,
      sub: subject,
      aud: audienceOf(issuance, options),
      ...times(issuance, options),
      scope: scopeText(options),
      azp: clientId,
    })
  },
  clientCredentialsToken: (issuance, options = {}) => {
    const { clientId = client, subject = `${clientId}@clients` } = options
    return content(issuance, options, 'JWT', {
      iss: issuance.issuer,
      sub: subject,
      aud: options.audience ?? issuance.audience,
      ...times(issuance, options),
      scope: scopeText(options),
      gty: 'client-credentials',
      azp: clientId,
    })
  },
  idToken,
}

/** Access tokens of the profile _RFC 9068_. */
export const auth0Rfc9068: Provider = {
  ...auth0,
  accessToken: (issuance, options = {}) => {
    const { subject = 'auth0|65a1b2c3d4e5f6a7b8c9d0e1', clientId = client } = options
    return content(issuance, options, 'at+jwt', {
      iss: issuance.issuer,
      sub: subject,
      aud: audienceOf(issuance, options),
      ...times(issuance, options),
      scope: scopeText(options),
      jti: randomUUID(),
      client_id: clientId,
    })
  },
  clientCredentialsToken: (issuance, options = {}) => {
    const { clientId = client, subject = `${clientId}@clients` } = options
    return auth0Rfc9068.accessToken(issuance, { ...options, clientId, subject })
  },
}
