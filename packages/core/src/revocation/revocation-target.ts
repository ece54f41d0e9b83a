import { looksLikeMilliseconds, type Clock } from '../clock.js'
import { ConfigurationFault, shorten, shortenText } from '../faults/index.js'
import { compareUrls, listOf } from '../faults/compare-urls.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import { tokenHashOf } from '../token/token-hash.js'
import { VerifiedToken } from '../token/verified-token.js'
import type { RevocationSelector } from './revocation-store.js'

/**
 * What to revoke: one token, by its text or by its `jti`; the tokens of a session; the tokens of a user, of a client, or of a client
 * for one user, that were issued before a time. `issuedBefore` is in seconds since 1970; without it, it is the end of the present second.
 */
export type RevocationTarget =
  | { readonly token: string }
  | { readonly issuer: string; readonly jti: string }
  | { readonly issuer: string; readonly sid: string }
  | { readonly issuer: string; readonly subject: string; readonly issuedBefore?: number }
  | { readonly issuer: string; readonly clientId: string; readonly issuedBefore?: number }
  | {
      readonly issuer: string
      readonly subject: string
      readonly clientId: string
      readonly issuedBefore?: number
    }

const forms =
  'a token that this resource server has accepted, such as that of getAuth(req), or { token }, { issuer, jti }, { issuer, sid }, { issuer, subject }, { issuer, clientId } or { issuer, subject, clientId }, the last three with or without issuedBefore'

const members = ['token', 'issuer', 'jti', 'sid', 'subject', 'clientId', 'issuedBefore']

/**
 * The selector of a target. What is written in JavaScript is checked here: a revocation that silently covers nothing
 * would be worse than none.
 *
 * @param accepted the names of all issuers; nothing where a function finds them
 * @throws {ConfigurationFault}
 */
export function selectorOf(
  target: RevocationTarget,
  clock: Clock,
  accepted: readonly string[] | undefined,
): MaybePromise<RevocationSelector> {
  const given = membersOf(target)
  const { token, issuer, issuedBefore = Math.floor(clock()) + 1, ...names } = given
  const [[name, value] = [], other, another] = Object.entries(names)
  if (token !== undefined) {
    if (typeof token !== 'string' || token === '' || issuer !== undefined || name !== undefined) {
      throw new ConfigurationFault('revoke', 'expected the token as it was sent, and nothing beside it')
    }
    if (!/^[!-~]+$/.test(token)) {
      throw new ConfigurationFault(
        'revoke',
        'expected the token alone, without the scheme and without spaces',
      )
    }
    return after(tokenHashOf(token), (tokenHash) => ({ tokenHash }))
  }
  if (typeof issuer !== 'string' || !isText(value) || another !== undefined) {
    throw new ConfigurationFault('revoke', `expected ${forms}, all of them texts`)
  }
  checkIssuer(issuer, accepted)
  if (other !== undefined) {
    const { subject, clientId } = names
    if (!isText(subject) || !isText(clientId)) {
      throw new ConfigurationFault('revoke', `expected ${forms}, all of them texts`)
    }
    return { issuer, subject, clientId, issuedBefore: timeOf(issuedBefore) }
  }
  if (name === 'jti' || name === 'sid') {
    if (given.issuedBefore !== undefined) {
      throw new ConfigurationFault('revoke', `issuedBefore has no effect beside ${name}`)
    }
    return name === 'jti' ? { issuer, jti: value } : { issuer, sid: value }
  }
  const before = timeOf(issuedBefore)
  if (name === 'subject') return { issuer, subject: value, issuedBefore: before }
  if (name === 'clientId') return { issuer, clientId: value, issuedBefore: before }
  throw new ConfigurationFault('revoke', `expected ${forms}`)
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** The members of a target, none of which is unknown. A token is never shown. */
function membersOf(target: unknown): JsonObject {
  if (typeof target === 'string') {
    throw new ConfigurationFault(
      'revoke',
      `expected ${forms}; a token that is a text is handed in as { token }`,
    )
  }
  if (target instanceof VerifiedToken) {
    throw new ConfigurationFault(
      'revoke',
      'another resource server has accepted the token: revoke it with that one, or by { token } or { issuer, jti }',
    )
  }
  if (!isJsonObject(target)) throw new ConfigurationFault('revoke', `expected ${forms}`)
  const unknown = Object.keys(target).find((name) => !members.includes(name))
  if (unknown === undefined) return target
  throw new ConfigurationFault('revoke', `there is no member ${shortenText(unknown)}; expected ${forms}`)
}

/** A revocation of what an issuer that is not accepted has made would cover nothing. */
function checkIssuer(issuer: string, accepted: readonly string[] | undefined): void {
  if (accepted === undefined || accepted.includes(issuer)) return
  for (const own of accepted) {
    const { sameHost, samePath, slips = [] } = compareUrls(issuer, own) ?? {}
    if (!sameHost || !samePath || slips.length === 0) continue
    throw new ConfigurationFault(
      'revoke',
      `issuer: it differs from ${shorten(own)} in ${listOf(slips)} alone; write it as it stands there`,
    )
  }
  throw new ConfigurationFault(
    'revoke',
    `issuer: expected one of ${shorten(accepted)}, found ${shorten(issuer)}: no token of another issuer is accepted`,
  )
}

function timeOf(issuedBefore: unknown): number {
  const expected = 'expected seconds since 1970'
  if (typeof issuedBefore !== 'number' || !Number.isFinite(issuedBefore) || issuedBefore < 0)
    throw new ConfigurationFault('revoke', `issuedBefore: ${expected}`)
  if (!looksLikeMilliseconds(issuedBefore)) return issuedBefore
  throw new ConfigurationFault(
    'revoke',
    `issuedBefore: it looks like milliseconds; ${expected}: divide it by 1000`,
  )
}
