export {
  ConfigurationFault,
  InfrastructureFault,
  QalqonError,
  scopesIn,
  TokenFault,
  type AccessRequirement,
  type AccessToken,
  type IssuerOptions,
  type JsonObject,
  type QalqonEvent,
  type ResourceServerOptions,
  type Scopes,
} from '@qalqon/core'
export { getAuth } from './get-auth.js'
export { requireAccess, requireAnyScope, requireScope } from './require.js'
export { resourceServer, type ExpressResourceServer } from './resource-server.js'
