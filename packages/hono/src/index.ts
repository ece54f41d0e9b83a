export * from '@qalqon/core/application'
export { getAuth } from './get-auth.js'
export { requireAccess, requireAnyScope, requireScope } from './require.js'
export { resourceServer, type HonoResourceServer } from './resource-server.js'
