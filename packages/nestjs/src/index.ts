export * from '@qalqon/core/application'
export { Open, RequireAccess, RequireAnyScope, RequireScope, type RouteDecorator } from './decorators.js'
export { Auth, getAuth, getOptionalAuth, OptionalAuth } from './get-auth.js'
export { logoutReceiver, type NestLogoutReceiver } from './logout.js'
export type { Middleware } from './metadata.js'
export { requireAccess, requireAnyScope, requireScope } from './require.js'
export { ResourceServerGuard } from './resource-server-guard.js'
export {
  ResourceServerModule,
  type ResourceServerAsyncOptions,
  type ResourceServerModuleOptions,
  type ResourceServerSource,
} from './resource-server-module.js'
export { routesOf, type DeclaredRoute } from './routes-of.js'
export { NestResourceServer, resourceServer } from './resource-server.js'
export { TokenFaultFilter } from './token-fault-filter.js'
