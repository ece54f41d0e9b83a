import { createTestIssuer, type TestProvider } from '@qalqon/testing'
import { auth0, cognito, entra, keycloak, type IssuerOptions } from '../../../src/index.js'

/** A test issuer in the place of the one of a preset. */
const standingFor = (provider: TestProvider, { issuer }: IssuerOptions) =>
  createTestIssuer({ provider, issuer, audience: 'https://api.example.com' })

export const entraTenant = '8eaef023-2b34-4da1-9baa-8bc8c9d6a490'
export const ofEntra = entra({ tenantId: entraTenant, version: 'v2' })
export const entraIssuer = standingFor('entra-v2', ofEntra)
export const ofCognito = cognito({ userPoolId: 'eu-central-1_AbCdEfGhI' })
export const cognitoIssuer = standingFor('cognito', ofCognito)
export const ofAuth0 = auth0({ domain: 'tenant.eu.auth0.com', tokenProfile: 'rfc9068' })
export const auth0Issuer = standingFor('auth0', ofAuth0)
export const ofKeycloak = keycloak({ url: 'https://sso.example.com', realm: 'shop' })
export const keycloakIssuer = standingFor('keycloak', ofKeycloak)
