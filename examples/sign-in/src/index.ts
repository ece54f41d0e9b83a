export {
  ConfigurationError,
  IssuerUnavailable,
  ResourceUnavailable,
  SignInNeeded,
  TokenRefused,
} from './errors.js'
export type { OnEvent, SignInEvent } from './events.js'
export type { EndedSessions } from './logout/ended-sessions.js'
export type { SignInOptions } from './options.js'
export type { SignInOutcome } from './outcome.js'
export { ownPath } from 'sample-ui'
export { sameOriginOnly } from './same-origin-only.js'
export { SignIn, type BeginOptions, type OutcomeHandler, type Visitor } from './sign-in.js'
export type { SignedIn } from './signed-in.js'
export { memoryStores } from './stores/memory-stores.js'
export { redisStores } from './stores/redis-stores.js'
export type { Records, RecordsOptions, Stores } from './stores/stores.js'
export type { AccessTokenDescription, TokensDescription } from './tokens/description.js'
export type { ResourceAnswer, ResourceBody, ResourceRequest } from './tokens/protected-resource.js'
