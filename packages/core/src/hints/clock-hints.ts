import { looksLikeMilliseconds } from '../clock.js'
import type { Hint } from './suspect.js'

const soonSeconds = 300
const daySeconds = 86_400

/** `exp` is over. */
export const expired: Hint = ({ claims: { exp, iat }, now }) => {
  if (typeof exp !== 'number') return undefined
  const since = now - exp
  if (typeof iat === 'number' && looksLikeMilliseconds(iat)) return inMilliseconds('iat')
  if (typeof iat === 'number' && exp <= iat)
    return 'the token expired before it was issued: mend its lifetime at the issuer'
  if (since < soonSeconds) {
    return 'it expired just now: let the client get a new token before expires_in is over. If each new token is refused like this, the clock of this machine is ahead: compare it with the Date field of an answer of the issuer'
  }
  if (since > daySeconds)
    return 'it expired more than a day ago: the client goes on with an old token and must get a new one'
  const renew = 'let the client get a new token'
  const hours = offByHours(since)
  return hours === undefined
    ? `${renew}, with its refresh token or by asking again`
    : `${hours}. Otherwise ${renew}`
}

/** `nbf` or `iat` lies ahead. */
export const fromTheFuture: Hint = ({ fault, claims, now }) => {
  const name = fault.code === 'token_not_yet_valid' ? 'nbf' : 'iat'
  const time = claims[name]
  if (typeof time !== 'number') return undefined
  if (looksLikeMilliseconds(time)) return inMilliseconds(name)
  const ahead = time - now
  if (ahead < soonSeconds) {
    return 'the clock of this machine is behind that of the issuer, or that one is ahead: synchronise both (NTP); clockToleranceSeconds bridges what little remains'
  }
  return (
    offByHours(ahead) ??
    'one of the clocks is off: compare this machine with the Date field of an answer of the issuer, and synchronise it (NTP)'
  )
}

/** The times of tokens are read as they stand, so that these reach far into the future. */
const inMilliseconds = (name: string) =>
  `${name} is in milliseconds: let the issuer divide its times by 1000 (they are seconds since 1970)`

/** Whole hours between two clocks are most likely a time zone. */
function offByHours(seconds: number): string | undefined {
  const hours = Math.round(seconds / 3600)
  if (hours < 1 || hours > 14 || Math.abs(seconds - hours * 3600) > 60) return undefined
  return `the clocks differ by ${hours} h almost exactly: one side may take local time for UTC`
}

/** A time that is no number. */
export const malformedTime: Hint = ({ fault, claims }) => {
  const name = /^(exp|nbf|iat|auth_time): /.exec(fault.detail)?.[1]
  const value = name === undefined ? undefined : claims[name]
  return typeof value === 'string' && /^\d+$/.test(value)
    ? `${name} is a text: let the issuer write it as a number, without quotes`
    : undefined
}
