import { randomUUID } from 'node:crypto'
import {
  content,
  tokenOptionNames,
  type Issuance,
  type TokenContent,
  type TokenOptions,
} from './token-claims.js'

/** What a logout token says. Everything has a default; without options it ends all sessions of `user-1`. */
export interface LogoutTokenOptions extends Pick<TokenOptions, 'claims' | 'header' | 'omit' | 'key'> {
  /** Whose session has ended; `omit: ['sub']` leaves it out. @default 'user-1' */
  subject?: string | undefined
  /** Which session has ended. @default no `sid` claim: all sessions of the user */
  sid?: string | undefined
  /** The client that is told, which becomes the audience. @default 'client-1' */
  clientId?: string | undefined
  /** Seconds from `iat` to `exp`. @default 120 */
  expiresInSeconds?: number | undefined
}

/** The names of the options of a logout token. */
export const logoutTokenOptionNames = [
  ...tokenOptionNames.filter((name) => ['claims', 'header', 'omit', 'key'].includes(name)),
  'subject',
  'sid',
  'clientId',
  'expiresInSeconds',
]

/** The member of `events` that makes a logout token. */
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/**
 * What an issuer posts to a client when a session has ended.
 *
 * @see {@link https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken OpenID Connect Back-Channel Logout section 2.4}
 */
export function logoutToken(issuance: Issuance, options: LogoutTokenOptions = {}): TokenContent {
  const { subject = 'user-1', sid, clientId = 'client-1', expiresInSeconds = 120 } = options
  const { claims, header, omit } = options
  const iat = Math.floor(issuance.now)
  return content(issuance, { claims, header, omit }, 'logout+jwt', {
    iss: issuance.issuer,
    aud: clientId,
    sub: subject,
    sid,
    iat,
    exp: iat + expiresInSeconds,
    jti: randomUUID(),
    events: { [logoutEvent]: {} },
  })
}
