import { logoutReceiver } from '@qalqon/express'
import type { RequestHandler } from 'express'
import type { CustomFetch } from 'openid-client'
import type { Settings } from '../options.js'
import type { EndedSessions } from './ended-sessions.js'

/**
 * Receives what the issuer says of sessions that have ended. The logout token is the proof: no cookie and no session have a part in it.
 *
 * @param end is called with what a verified token says
 * @see OpenID Connect Back-Channel Logout 1.0 §2.5
 */
export function logoutTokens(
  settings: Settings,
  end: (ended: EndedSessions) => Promise<void>,
): RequestHandler {
  const { issuer, clientId, clock, onEvent } = settings
  return logoutReceiver({
    issuer,
    clientId,
    clock: () => Math.floor(clock() / 1000),
    fetch: (input, init) => {
      const url = input instanceof Request ? input.url : input.toString()
      // The shape of options that `openid-client` gives is narrower than that of `fetch`.
      const options = { ...init, headers: Object.fromEntries(new Headers(init?.headers)) }
      return settings.fetch(url, options as Parameters<CustomFetch>[1])
    },
    onLogout: ({ subject, sid, issuedAt }) => end({ issuer, subject, sid, issuedAt }),
    onEvent: (event) => {
      if (event.type === 'logout_refused' || event.type === 'logout_undecided') {
        onEvent({ type: 'logout_token_refused', reason: event.code })
      }
      if (event.type === 'logout_failed') onEvent({ type: 'logout_token_refused', reason: 'store_failed' })
    },
  })
}
