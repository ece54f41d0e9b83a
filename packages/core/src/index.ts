export { answerOf } from './challenge/answer-of.js'
export type { HeaderField } from './challenge/header-field.js'
export type { OnRefusal, Refusal, RefusalBody, RefusalResponse } from './challenge/refusal.js'
export { clockProblem } from './clock.js'
export type { Clock, Timing } from './clock.js'
export type { Explanation, TokenCheck, TokenSummary } from './explain/explanation.js'
export type {
  ConfigurationWarning,
  EventListener,
  HookFailed,
  IntrospectionFailed,
  IntrospectionRecovered,
  KeySetRefreshed,
  KeySetRefreshFailed,
  KeySkipped,
  LogoutAccepted,
  LogoutFailed,
  LogoutRefused,
  LogoutUndecided,
  QalqonEvent,
  RequestRefused,
  RequestUndecided,
  RequirementMet,
  TokenAccepted,
} from './events/qalqon-event.js'
export {
  ConfigurationFault,
  InfrastructureFault,
  LogoutFault,
  QalqonError,
  TokenFault,
  type ChallengeError,
  type FaultFamily,
  type InfrastructureFaultCode,
  type InfrastructureFaultFacts,
  type LogoutFaultCode,
  type LogoutFaultFacts,
  type Step,
  type TokenFaultCode,
  type TokenFaultFacts,
} from './faults/index.js'
export { acceptedToken, optionalToken, guardOf, laterGuard, type Guard } from './guard/guard.js'
export { madeOfGuard, requirementOf } from './guard/requirement-of.js'
export { handleOf, type ResourceServerHandle, type Scopes } from './guard/handle.js'
export type { TokenCacheStats } from './cache/token-cache.js'
export type { MetadataEndpoint, MetadataRequest } from './resource-metadata/metadata-endpoint.js'
export type { MetadataResponse } from './resource-metadata/metadata-response.js'
export type { ResourceMetadata } from './resource-metadata/resource-metadata.js'
export type { ResolvedIssuerOptions } from './options/resolved-issuer-options.js'
export type { TokenCacheOptions } from './options/token-cache-options.js'
export {
  MemoryRevocationStore,
  type MemoryRevocationStoreOptions,
} from './revocation/memory-revocation-store.js'
export type { RevocableToken, RevocationSelector, RevocationStore } from './revocation/revocation-store.js'
export type { RevocationTarget } from './revocation/revocation-target.js'
export type { Algorithm } from './algorithms.js'
export type { Fetch } from './http/bounded-request.js'
export type { KeySetOptions } from './options/key-set-options.js'
export type { KeySetStatus, SavedKeySet } from './keys/key-source.js'
export type { MetadataDocument } from './keys/metadata.js'
export { logoutReceiver } from './logout/build-logout-receiver.js'
export { logoutHandleOf } from './logout/logout-handle.js'
export type {
  BackchannelLogoutOptions,
  LogoutReceiverOptions,
  LogoutTokenOptions,
} from './logout/logout-options.js'
export type { LogoutReceiver } from './logout/logout-receiver.js'
export type { LogoutRequest } from './logout/logout-request.js'
export type { LogoutResponse } from './logout/logout-response.js'
export type { VerifiedLogout } from './logout/verified-logout.js'
export { isPromise, type MaybePromise } from './maybe-promise.js'
export type { IntrospectedTokens } from './introspection/introspection-policy.js'
export type { IntrospectionStatus } from './introspection/introspector.js'
export type { OpaqueTokenIssuer } from './issuers/opaque-token-issuer.js'
export type {
  IntrospectionAuthentication,
  IntrospectionKey,
  IntrospectionOptions,
} from './options/introspection-options.js'
export type { IssuerOptions } from './options/issuer-options.js'
export type {
  LocalizedMetadataOptions,
  MetadataSigningKey,
  ResourceMetadataOptions,
  SignedMetadataOptions,
  SignMetadata,
} from './options/resource-metadata-options.js'
export type { BearerMethod } from './request/bearer-methods.js'
export type { ClaimsParser, ResourceServerOptions } from './options/resource-server-options.js'
export {
  auth0,
  cognito,
  entra,
  keycloak,
  okta,
  type Auth0Options,
  type CognitoOptions,
  type EntraOptions,
  type KeycloakOptions,
  type KeycloakRoles,
  type OktaOptions,
} from './presets/index.js'
export { refuseForwarded } from './options/read-public-url.js'
export { headerOf } from './request/header-of.js'
export { fromIncomingMessage } from './request/incoming-message.js'
export type { IncomingMessageLike } from './request/incoming-message-like.js'
export type { RawFields } from './request/raw-fields.js'
export { formOfFetchRequest } from './request/fetch-form.js'
export type { FormBody } from './request/form-body.js'
export { isPartlyRead } from './request/message-form.js'
export type { ClientConnection, RequestHeaders, ResourceRequest } from './request/resource-request.js'
export type { RequiredAuthorizationDetail } from './requirement/required-authorization-detail.js'
export type { AccessRequirement } from './requirement/access-requirement.js'
export type { ClaimValue, RequiredClaims } from './requirement/required-claims.js'
export { Requirement } from './requirement/requirement.js'
export type { RequirementPart } from './requirement/requirement-parts.js'
export type { RouteRequirement } from './requirement/route-requirement.js'
export { corsFields } from './response/cors-fields.js'
export { fetchResponse, withAcceptedFields } from './response/fetch-response.js'
export { overrideCacheControl, type ServerResponseLike } from './response/override-cache-control.js'
export type { Accepted, Outcome, Refused, TokenOf } from './outcome.js'
export { resourceServer } from './build-resource-server.js'
export type { ResourceServer } from './resource-server.js'
export type { CertificateFormName } from './mtls/certificate-form.js'
export type { CertificateFieldOptions, MtlsOptions, MtlsUse } from './options/mtls-options.js'
export type { ProfileName } from './options/profile.js'
export type { DpopNonceOptions, DpopOptions, DpopUse } from './options/dpop-options.js'
export { MemoryReplayStore, type MemoryReplayStoreOptions } from './replay/memory-replay-store.js'
export type { ReplayStore, Reservation } from './replay/replay-store.js'
export type { Confirmation } from './token/confirmation.js'
export type { ResourceServerStats } from './stats.js'
export type { AccessToken, SubjectType } from './token/access-token.js'
export type { AuthorizationDetail } from './authorization-detail.js'
export { rolesIn, type RoleMapper } from './token/roles.js'
export { scopesIn, type ScopeHierarchy, type ScopeMapper } from './token/scopes.js'
export type { JsonObject } from './json-object.js'
export type { TokenDialect } from './token/token-dialect.js'
export type { TokenProfileName } from './token/token-profile.js'
export { authorizeUpgrade } from './upgrade/authorize-upgrade.js'
export type { UpgradeSocketLike } from './upgrade/upgrade-socket.js'
