import { InfrastructureFault, LogoutFault, logoutFaultOf, TokenFault } from '../faults/index.js'
import type { LogoutPolicy } from './logout-policy.js'
import { logoutTokenOf, type LogoutRequest } from './logout-request.js'
import {
  logoutDone,
  logoutFailed,
  logoutNotPosted,
  logoutRefused,
  logoutUndecided,
  type LogoutResponse,
} from './logout-response.js'
import { verifyLogoutToken } from './logout-token.js'
import { LogoutFailure, once } from './once.js'

/** Receives what an issuer says of sessions that have ended. @see OpenID Connect Back-Channel Logout 1.0 §2.5 */
export interface LogoutReceiver {
  /**
   * Receives a logout request: verifies its logout token, carries the logout out, and says what to answer. It looks at the method, the
   * fields and the form, and not at the target: which requests come here is for the route to say.
   *
   * A refusal is an answer like any other. It rejects only over a mistake in the program: with a `ConfigurationFault` when there is no way
   * to the body.
   */
  receive(request: LogoutRequest): Promise<LogoutResponse>
  /** Fetches the keys of the issuer, so that the first logout need not wait. Optional. Rejects with an `InfrastructureFault`. */
  ready(): Promise<void>
}

/** Makes a receiver: what happens to a logout request, step by step. */
export function receiverOf(policy: LogoutPolicy, ready: () => Promise<void>): LogoutReceiver {
  return Object.freeze({
    async receive(request: LogoutRequest): Promise<LogoutResponse> {
      if (request.method !== 'POST') return logoutNotPosted()
      try {
        const token = await verifyLogoutToken(await logoutTokenOf(request), policy)
        await once(token, policy, () => policy.onLogout(token.logout))
        const { issuer, clientId, subject } = token.logout
        policy.emit({ type: 'logout_accepted', issuer, clientId, subject })
        return logoutDone()
      } catch (thrown) {
        return answerTo(thrown, policy)
      }
    },
    ready,
  })
}

/** Whatever is no fault is a mistake in the program, and is not made into an answer here. */
function answerTo(thrown: unknown, { emit }: LogoutPolicy): LogoutResponse {
  if (thrown instanceof LogoutFailure) {
    emit({ type: 'logout_failed', issuer: thrown.issuer, cause: thrown.cause })
    return logoutFailed()
  }
  if (thrown instanceof InfrastructureFault) {
    const { code, status, detail } = thrown
    emit({ type: 'logout_undecided', code, status, detail, fault: thrown })
    return logoutUndecided(thrown)
  }
  const fault = thrown instanceof TokenFault ? logoutFaultOf(thrown) : thrown
  if (!(fault instanceof LogoutFault)) throw fault
  const { code, status, detail, facts } = fault
  const { issuer, kid, expected, actual } = facts
  emit({ type: 'logout_refused', code, status, detail, issuer, kid, expected, actual, fault })
  return logoutRefused(fault)
}
