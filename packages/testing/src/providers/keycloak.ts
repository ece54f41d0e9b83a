import { randomUUID } from 'node:crypto'
import { content, type Issuance, type TokenOptions } from '../token-claims.js'
import type { Provider } from './provider.js'
import { scopeText } from './scopes.js'

const client = 'photo-print'
const user = 'f2b8d9c4-7a31-4e58-9c0d-1a2b3c4d5e6f'
const serviceAccount = '1f4db6ad-5e75-479c-b289-b8096ec1f4f4'

function common({ issuer, now }: Issuance, { expiresInSeconds = 300 }: TokenOptions) {
  const iat = Math.floor(now)
  return { exp: iat + expiresInSeconds, iat, jti: randomUUID(), iss: issuer }
}

/** What everybody is granted in a new realm. */
const roles = (issuer: string) => ({
  realm_access: {
    roles: [`default-roles-${issuer.split('/').at(-1)}`, 'offline_access', 'uma_authorization'],
  },
  resource_access: { account: { roles: ['manage-account', 'manage-account-links', 'view-profile'] } },
})

const profile = {
  email_verified: true,
  name: 'Alice',
  preferred_username: 'alice',
  email: 'alice@example.com',
}

/**
 * Tokens of a realm whose API is a client `drive-api`, which an audience mapper puts into `aud`.
 *
 * @see {@link https://www.keycloak.org/docs/latest/server_admin/#audience-support}
 */
export const keycloak: Provider = {
  issuer: 'https://sso.test/realms/example',
  audience: 'drive-api',
  algorithm: 'RS256',
  jwksUri: (issuer) => `${issuer}/protocol/openid-connect/certs`,
  accessToken: (issuance, options = {}) => {
    const { subject = user, clientId = client } = options
    return content(issuance, options, 'JWT', {
      ...common(issuance, options),
      aud: [options.audience ?? issuance.audience, 'account'].flat(),
      sub: subject,
      typ: 'Bearer',
      azp: clientId,
      sid: randomUUID(),
      acr: '1',
      'allowed-origins': ['https://app.example.com'],
      ...roles(issuance.issuer),
      scope: scopeText(options, ['profile', 'email']),
      ...profile,
    })
  },
  clientCredentialsToken: (issuance, options = {}) => {
    const { subject = serviceAccount, clientId = client } = options
    return content(issuance, options, 'JWT', {
      ...common(issuance, options),
      aud: [options.audience ?? issuance.audience, 'account'].flat(),
      sub: subject,
      typ: 'Bearer',
      azp: clientId,
      acr: '1',
      ...roles(issuance.issuer),
      scope: scopeText(options, ['profile', 'email']),
      clientHost: '203.0.113.7',
      email_verified: false,
      preferred_username: `service-account-${clientId.toLowerCase()}`,
      clientAddress: '203.0.113.7',
      client_id: clientId,
    })
  },
  idToken: (issuance, options = {}) => {
    const { subject = user, clientId = client } = options
    return content(issuance, options, 'JWT', {
      ...common(issuance, options),
      auth_time: Math.floor(issuance.now),
      aud: options.audience ?? clientId,
      sub: subject,
      typ: 'ID',
      azp: clientId,
      nonce: randomUUID(),
      sid: randomUUID(),
      at_hash: 'kT0Pp3zWkZcTvwvrZ3sF8w',
      acr: '1',
      ...profile,
    })
  },
}
