import { checkNames, numberBetween } from '../faults/check-option.js'
import { ConfigurationFault, refuseRequest } from '../faults/index.js'
import { settledWithin } from '../http/deadline.js'
import { isJsonObject } from '../json-object.js'
import { after } from '../maybe-promise.js'
import type { Policy } from '../options/policy.js'
import type { RevocationTarget } from '../revocation/revocation-target.js'
import { revokeTarget } from '../revocation/revoke-target.js'
import type { BackchannelLogoutOptions } from './logout-options.js'
import { receiverOf, type LogoutReceiver } from './logout-receiver.js'
import { logoutTokenOptionNames, readLogoutTokenOptions, refuseWithoutKeys } from './read-logout-options.js'
import type { VerifiedLogout } from './verified-logout.js'

const known = [
  ...logoutTokenOptionNames,
  'revokes',
  'maxTokenLifetimeSeconds',
] as const satisfies readonly (keyof BackchannelLogoutOptions)[]

const where = 'backchannelLogout'

/**
 * A receiver of logouts for a resource server: of its issuers, by their keys, with its clock. What it carries out is a revocation.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 */
export function backchannelLogoutOf<C>(options: BackchannelLogoutOptions, policy: Policy<C>): LogoutReceiver {
  refuseRequest(where, options)
  if (!isJsonObject(options)) throw new ConfigurationFault(where, 'expected an object with at least clientId')
  checkNames(where, options, known)
  const { issuers, clock, clockToleranceSeconds, revocationTimeoutMs, emit } = policy
  refuseWithoutKeys(where, issuers.known())
  const lifetime = numberBetween(
    `${where}.maxTokenLifetimeSeconds`,
    options.maxTokenLifetimeSeconds,
    86_400,
    60,
    31_536_000,
  )
  const wholeUser = readRevokes(options.revokes) === 'user'
  const logoutPolicy = {
    issuers: {
      choose: (iss: unknown) =>
        after(issuers.choose(iss), (issuer) => {
          // Tenants are not known before one of them is named.
          refuseWithoutKeys(where, [issuer])
          return issuer
        }),
    },
    ...readLogoutTokenOptions(where, options, clock),
    clock,
    clockToleranceSeconds,
    replayTimeoutMs: revocationTimeoutMs,
    onLogout: (logout: VerifiedLogout) =>
      settledWithin(
        revocationTimeoutMs,
        revokeTarget(targetOf(logout, wholeUser), clock() + lifetime, policy),
      ),
    emit,
  }
  return receiverOf(logoutPolicy, async () => {
    for (const { keys } of issuers.known()) await keys.ready()
  })
}

/**
 * What a logout revokes. By the time at which its issuer says it, and not that of its arrival: a late logout token leaves a later login alone.
 *
 * @see OpenID Connect Back-Channel Logout 1.0 §2.7
 */
function targetOf({ issuer, sid, subject, issuedAt }: VerifiedLogout, wholeUser: boolean): RevocationTarget {
  if (subject !== undefined && (wholeUser || sid === undefined)) {
    return { issuer, subject, issuedBefore: Math.floor(issuedAt) + 1 }
  }
  return { issuer, sid: sid ?? '' }
}

function readRevokes(revokes: unknown = 'session'): 'session' | 'user' {
  if (revokes === 'session' || revokes === 'user') return revokes
  throw new ConfigurationFault(`${where}.revokes`, "expected 'session' or 'user'")
}
