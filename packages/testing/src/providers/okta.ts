import { randomUUID } from 'node:crypto'
import { content, type Issuance, type TokenOptions } from '../token-claims.js'
import type { Provider } from './provider.js'
import { scopeList } from './scopes.js'

const client = '0oa1b2c3d4e5f6g7h8i9'
const user = '00u1a2b3c4d5e6f7g8h9'

function common({ issuer, now }: Issuance, { expiresInSeconds = 300 }: TokenOptions) {
  const iat = Math.floor(now)
  return { ver: 1, iss: issuer, iat, exp: iat + expiresInSeconds }
}

/**
 * Tokens of a custom authorization server. Without a scope Okta issues no access token.
 *
 * @see {@link https://developer.okta.com/docs/guides/validate-access-tokens/}
 */
export const okta: Provider = {
  issuer: 'https://example.okta.com/oauth2/default',
  audience: 'api://default',
  algorithm: 'RS256',
  jwksUri: (issuer) => `${issuer}/v1/keys`,
  accessToken: (issuance, options = {}) => {
    const { subject = 'alice@example.com', clientId = client } = options
    return content(
      issuance,
      options,
      {},
      {
        ...common(issuance, options),
        jti: `AT.${randomUUID()}`,
        aud: options.audience ?? issuance.audience,
        cid: clientId,
        uid: user,
        scp: scopeList(options, ['openid']),
        auth_time: Math.floor(issuance.now),
        sub: subject,
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
        ...common(issuance, options),
        jti: `AT.${randomUUID()}`,
        aud: options.audience ?? issuance.audience,
        cid: clientId,
        scp: scopeList(options, ['default']),
        sub: subject,
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
        ...common(issuance, options),
        sub: subject,
        name: 'Alice',
        email: 'alice@example.com',
        aud: options.audience ?? clientId,
        jti: `ID.${randomUUID()}`,
        amr: ['pwd'],
        idp: '00o1a2b3c4d5e6f7g8h9',
        nonce: randomUUID(),
        preferred_username: 'alice@example.com',
        auth_time: Math.floor(issuance.now),
        at_hash: 'kT0Pp3zWkZcTvwvrZ3sF8w',
      },
    )
  },
}
