export { createTestIssuer } from './test-issuer.js'
export type { TestIssuer } from './test-issuer.js'
export type { IntrospectingResourceServerOptions, ResourceServerOptions } from './resource-server-options.js'
export type { ListenOptions, SignOptions, TestIssuerOptions } from './test-issuer-options.js'
export { testProviders } from './providers/test-provider.js'
export type { TestProvider } from './providers/test-provider.js'
export { createTestClock } from './test-clock.js'
export type { TestClock } from './test-clock.js'
export { authorize } from './authorize.js'
export type { AuthorizableRequest, AuthorizeOptions } from './authorize.js'
export { createTestFetch } from './test-fetch.js'
export type { TestFetchOptions } from './test-fetch.js'
export type { TokenProof } from './proof-target.js'
export { matchers } from './matchers/matchers.js'
export type { AnswerMatchers } from './matchers/matchers.js'
export type { LeakExpectation } from './matchers/to-leak-nothing.js'
export type { MatcherResult } from './matchers/matcher-result.js'
export type { UnauthorizedExpectation } from './matchers/to-be-unauthorized.js'
export { assertNoOpenRoutes, auditRoutes } from './audit/audit-routes.js'
export type { AuditedRoute, RouteAudit, RouteAuditOptions, RouteProtection } from './audit/route-audit.js'
export { parseChallenges } from './challenges.js'
export type { ParsedChallenge } from './challenges.js'
export { createDpopProver } from './dpop-prover.js'
export type {
  DpopProver,
  DpopProverOptions,
  ProofHeaders,
  ProofOptions,
  ProvedRequest,
} from './dpop-prover.js'
export { createTestKey, testAlgorithms } from './test-key.js'
export type { PublicJwk, TestAlgorithm, TestKey, TestKeyOptions } from './test-key.js'
export type { AddKeyOptions } from './key-set.js'
export type { ClientAuthentication, ClientOptions, TestClient } from './test-clients.js'
export type { LogoutTokenOptions } from './logout-token.js'
export type { OpaqueTokenOptions, TokenBinding, TokenOptions } from './token-claims.js'
export type { TokenPart } from './signature.js'
export type { Discovery } from './metadata.js'
export { outageKinds } from './outages.js'
export type { Endpoint, OutageKind, OutageOptions } from './outages.js'
export type { IssuerRequests } from './request-log.js'
export { replayStoreConformance } from './stores/replay-store-conformance.js'
export type { ReplayStoreUnderTest } from './stores/replay-store-conformance.js'
export { revocationStoreConformance } from './stores/revocation-store-conformance.js'
export type {
  RevocationStoreUnderTest,
  SelectorUnderTest,
  TokenUnderTest,
} from './stores/revocation-store-under-test.js'
export type { ConformanceCheck, StoreClock, StoreSetup } from './stores/store-conformance.js'
