import type {
  InfrastructureFault,
  InfrastructureFaultCode,
  LogoutFault,
  LogoutFaultCode,
  Step,
  TokenFault,
  TokenFaultCode,
} from '../faults/index.js'
import type { AccessRequirement } from '../requirement/access-requirement.js'

/** A request came with a token that was verified. A requirement that is checked later can still refuse it. */
export interface TokenAccepted {
  readonly type: 'token_accepted'
  readonly issuer: string
  readonly subject: string
  readonly clientId: string | undefined
}

/**
 * The token of a request met what its route requires. It comes after `token_accepted`, and says what let the request through; a
 * route that requires no more than a token tells none.
 */
export interface RequirementMet {
  readonly type: 'requirement_met'
  readonly issuer: string
  readonly subject: string
  readonly clientId: string | undefined
  /** What the route was declared with. */
  readonly requirement: AccessRequirement<unknown>
}

/** A request was refused because of its credentials. `fault` says everything that is known. */
export interface RequestRefused {
  readonly type: 'request_refused'
  readonly code: TokenFaultCode
  readonly step: Step
  readonly status: 400 | 401 | 403
  /** What was wrong, for the operator. */
  readonly detail: string
  /** What is most likely the cause, and how to mend it: a guess from what the token says. */
  readonly hint?: string | undefined
  /** The issuer that the token names, shortened. Before the step `claims` nobody has proved that it made the token. */
  readonly issuer?: string | undefined
  /** The key that the token names, shortened. */
  readonly kid?: string | undefined
  readonly expected?: string | undefined
  readonly actual?: string | undefined
  readonly fault: TokenFault
}

/** A request could not be decided because an issuer or a store did not answer. Worth an alarm. */
export interface RequestUndecided {
  readonly type: 'request_undecided'
  readonly code: InfrastructureFaultCode
  readonly status: 503
  readonly detail: string
  readonly fault: InfrastructureFault
}

/** A key set was fetched, and has replaced the one before. */
export interface KeySetRefreshed {
  readonly type: 'key_set_refreshed'
  readonly issuer: string
  /** How many usable keys it has. */
  readonly keys: number
  /** Seconds since 1970. */
  readonly freshUntil: number
}

/** A key set could not be fetched. */
export interface KeySetRefreshFailed {
  readonly type: 'key_set_refresh_failed'
  readonly issuer: string | undefined
  readonly code: InfrastructureFaultCode
  readonly detail: string
  /** Whether an earlier set serves on. */
  readonly servingOn: boolean
  readonly fault: InfrastructureFault
}

/** A member of a key set cannot be used, and is left out. */
export interface KeySkipped {
  readonly type: 'key_skipped'
  readonly issuer: string
  readonly kid: string | undefined
  readonly reason: string
}

/** An issuer was asked about a token, and did not answer. */
export interface IntrospectionFailed {
  readonly type: 'introspection_failed'
  readonly issuer: string
  readonly code: InfrastructureFaultCode
  readonly detail: string
  /** For how long the endpoint is left alone after it has failed again and again, in seconds; 0 while it is still asked. */
  readonly pauseSeconds: number
  readonly fault: InfrastructureFault
}

/** An introspection endpoint that was being left alone answers again. */
export interface IntrospectionRecovered {
  readonly type: 'introspection_recovered'
  readonly issuer: string
}

/** Something works, and should still be looked at. Each is told once. */
export interface ConfigurationWarning {
  readonly type: 'configuration_warning'
  readonly code:
    | 'audience_is_client_id'
    | 'saved_key_set_ignored'
    | 'offline_access_advertised'
    | 'offline_access_required'
    | 'revocation_not_checked'
  /** Whom it is about; absent where that is no issuer. */
  readonly issuer: string | undefined
  readonly detail: string
}

/**
 * A function that was handed in threw, or returned what it must not. In the place of `onRefusal` the default was used; without
 * what `signedMetadata` makes, the metadata is answered with 503 or as it was signed last. Without `waitUntil` the fetch goes on as far as
 * the runtime lets it.
 */
export interface HookFailed {
  readonly type: 'hook_failed'
  readonly hook: 'onRefusal' | 'signedMetadata' | 'waitUntil'
  readonly cause: unknown
}

/** A session has ended: a logout token was verified, and the logout carried out. */
export interface LogoutAccepted {
  readonly type: 'logout_accepted'
  readonly issuer: string
  /** The client that the logout token was for. */
  readonly clientId: string
  /** Whose session it was; absent where the token names the session alone. */
  readonly subject: string | undefined
}

/** A logout request was refused: nothing has ended. `fault` says everything that is known. */
export interface LogoutRefused {
  readonly type: 'logout_refused'
  readonly code: LogoutFaultCode
  readonly status: 400
  /** What was wrong, for the operator. */
  readonly detail: string
  /** The issuer that the token names, shortened. Nobody need have proved that it made the token. */
  readonly issuer?: string | undefined
  /** The key that the token names, shortened. */
  readonly kid?: string | undefined
  readonly expected?: string | undefined
  readonly actual?: string | undefined
  readonly fault: LogoutFault
}

/**
 * A logout was verified and could not be carried out: `onLogout` threw, or the revocation store failed. **The session goes on.** Worth an
 * alarm, since issuers hardly ever try again.
 */
export interface LogoutFailed {
  readonly type: 'logout_failed'
  readonly issuer: string
  readonly cause: unknown
}

/** Nobody can say whether a logout request is good, because an issuer or a store did not answer. Worth an alarm. */
export interface LogoutUndecided {
  readonly type: 'logout_undecided'
  readonly code: InfrastructureFaultCode
  readonly status: 503
  readonly detail: string
  readonly fault: InfrastructureFault
}

/** Everything that is worth logging or counting. No event holds a token. */
export type QalqonEvent =
  | TokenAccepted
  | RequirementMet
  | RequestRefused
  | RequestUndecided
  | KeySetRefreshed
  | KeySetRefreshFailed
  | KeySkipped
  | IntrospectionFailed
  | IntrospectionRecovered
  | ConfigurationWarning
  | HookFailed
  | LogoutAccepted
  | LogoutRefused
  | LogoutFailed
  | LogoutUndecided

/**
 * Is told of every event. What it returns is ignored, and what it throws (or rejects with) is dropped: telling must
 * not change what is decided.
 */
export type EventListener = (event: QalqonEvent) => unknown
