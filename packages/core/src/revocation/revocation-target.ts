import type { Clock } from '../clock.js'
import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import { tokenHashOf } from '../token/token-hash.js'
import type { RevocationSelector } from './revocation-store.js'

/**
 * What to revoke: one token, by its text or by its `jti`; the tokens of a session; the tokens of a user or a client that were
 * issued before a time. `issuedBefore` is in seconds since 1970; without it, it is the end of the present second.
 */
export type RevocationTarget =
  | { readonly token: string }
  | { readonly issuer: string; readonly jti: string }
  | { readonly issuer: string; readonly sid: string }
  | { readonly issuer: string; readonly subject: string; readonly issuedBefore?: number }
  | { readonly issuer: string; readonly clientId: string; readonly issuedBefore?: number }

const forms = '{ token }, { issuer, jti }, { issuer, sid }, { issuer, subject } or { issuer, clientId }'

/**
 * The selector of a target. What is written in JavaScript is checked here: a revocation that silently covers nothing
 * would be worse than none.
 *
 * @throws {ConfigurationFault}
 */
export function selectorOf(target: RevocationTarget, clock: Clock): MaybePromise<RevocationSelector> {
  const given: unknown = target
  if (!isJsonObject(given)) throw new ConfigurationFault('revoke', `expected ${forms}`)
  const { token, issuer, issuedBefore = Math.floor(clock()) + 1, ...names } = given
  const [[name, value] = [], other] = Object.entries(names)
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
  if (typeof issuer !== 'string' || typeof value !== 'string' || value === '' || other !== undefined) {
    throw new ConfigurationFault('revoke', `expected ${forms}, all of them texts`)
  }
  if (name === 'jti' || name === 'sid') {
    if (given.issuedBefore !== undefined) {
      throw new ConfigurationFault('revoke', `issuedBefore has no effect beside ${name}`)
    }
    return name === 'jti' ? { issuer, jti: value } : { issuer, sid: value }
  }
  if (typeof issuedBefore !== 'number' || !Number.isFinite(issuedBefore)) {
    throw new ConfigurationFault('revoke', 'issuedBefore: expected seconds since 1970')
  }
  if (name === 'subject') return { issuer, subject: value, issuedBefore }
  if (name === 'clientId') return { issuer, clientId: value, issuedBefore }
  throw new ConfigurationFault('revoke', `expected ${forms}`)
}
