export {
  auth0,
  cognito,
  ConfigurationFault,
  entra,
  InfrastructureFault,
  keycloak,
  okta,
  QalqonError,
  scopesIn,
  TokenFault,
  type AccessRequirement,
  type AccessToken,
  type Auth0Options,
  type CognitoOptions,
  type EntraOptions,
  type BearerMethod,
  type IssuerOptions,
  type JsonObject,
  type KeycloakOptions,
  type OktaOptions,
  type QalqonEvent,
  type ResourceServerOptions,
  type Scopes,
  type TokenDialect,
} from '@qalqon/core'
export { getAuth } from './get-auth.js'
export { requireAccess, requireAnyScope, requireScope } from './require.js'
export { resourceServer, type KoaResourceServer } from './resource-server.js'
