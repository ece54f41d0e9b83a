import { currentExchange } from './exchange.js'
import { shownMembers } from './jwt.js'
import { plainText } from './shorten.js'

/** What a web client tells of a sign-in: the events of the package `sign-in`, as far as they matter here. */
interface SignInTold {
  readonly type: string
  readonly claims?: object
  readonly error?: string
  readonly reason?: string
}

/** What the client has checked when it says that tokens were received. @see OpenID Connect Core §3.1.3.7, RFC 9207 */
const checksOfSignIn = [
  'state',
  'iss of the response',
  'id_token signature',
  'iss',
  'aud',
  'exp',
  'nonce',
] as const

/** What was checked of a logout token that was accepted. @see OpenID Connect Back-Channel Logout §2.6 */
const checksOfLogout = ['signature', 'typ', 'iss', 'aud', 'exp', 'events', 'sid', 'jti'] as const

/** For `onEvent` of a web client: notes at the request what the client has checked, or why it stopped. */
export function noteSignIn({ type, claims, error, reason }: SignInTold): void {
  const exchange = currentExchange()
  if (exchange === undefined) return
  const passed = (names: readonly string[]) =>
    exchange.checks.push(...names.map((name) => ({ name, ok: true }) as const))
  switch (type) {
    case 'tokens_received':
      passed(checksOfSignIn)
      exchange.tokens.push({
        name: 'id_token',
        header: [],
        claims: shownMembers(claims ?? {}),
        signature: '…',
      })
      return
    case 'logout_token_accepted':
      passed(checksOfLogout)
      return
    case 'authorization_refused':
      exchange.refusal = { code: plainText(error ?? 'access_denied') }
      return
    case 'authorization_failed':
    case 'logout_token_refused':
      exchange.refusal = { code: plainText(reason ?? 'invalid_request') }
      return
  }
}
