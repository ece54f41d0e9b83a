export { createTestIssuer } from './test-issuer.js'
export type {
  ListenOptions,
  ResourceServerOptions,
  SignOptions,
  TestIssuer,
  TestIssuerOptions,
} from './test-issuer.js'
export { createTestClock } from './test-clock.js'
export type { TestClock } from './test-clock.js'
export { createTestKey, testAlgorithms } from './test-key.js'
export type { PublicJwk, TestAlgorithm, TestKey, TestKeyOptions } from './test-key.js'
export type { AddKeyOptions } from './key-set.js'
export type { TokenOptions } from './token-claims.js'
export type { TokenPart } from './signature.js'
export type { Discovery } from './metadata.js'
export { outageKinds } from './outages.js'
export type { Endpoint, OutageKind, OutageOptions } from './outages.js'
export type { IssuerRequests } from './request-log.js'
