export * from '@qalqon/core/application'
export { getAuth } from './get-auth.js'
export { requireAccess, requireAnyScope, requireScope } from './require.js'
export { resourceServer, type FastifyResourceServer } from './resource-server.js'
