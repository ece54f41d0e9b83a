import { randomBytes, randomUUID } from 'node:crypto'
import type { SelectorUnderTest, TokenUnderTest } from './revocation-store-under-test.js'

/** A token that was issued a minute ago, with names that nobody else has. */
export function newToken(now: number): TokenUnderTest {
  return {
    issuer: `https://issuer.test/${randomUUID()}`,
    tokenHash: randomBytes(32).toString('base64url'),
    jti: randomUUID(),
    subject: randomUUID(),
    sid: randomUUID(),
    clientId: randomUUID(),
    issuedAt: Math.floor(now) - 60,
  }
}

/** Each way to revoke a token. */
export const ways = ['tokenHash', 'jti', 'sid', 'subject', 'clientId'] as const

export type Way = (typeof ways)[number]

/** What revokes a token in one way; those of a user or a client when they were issued before a time. */
export function selectorOf(token: TokenUnderTest, way: Way, issuedBefore: number): SelectorUnderTest {
  const { issuer, tokenHash, jti = '', sid = '', subject = '', clientId = '' } = token
  switch (way) {
    case 'tokenHash':
      return { tokenHash }
    case 'jti':
      return { issuer, jti }
    case 'sid':
      return { issuer, sid }
    case 'subject':
      return { issuer, subject, issuedBefore }
    case 'clientId':
      return { issuer, clientId, issuedBefore }
  }
}

/** What revokes the tokens that a client has for a user, when they were issued before a time. */
export function ofClientForUser(token: TokenUnderTest, issuedBefore: number): SelectorUnderTest {
  const { issuer, subject = '', clientId = '' } = token
  return { issuer, subject, clientId, issuedBefore }
}

/** Names that a store could take for one another, or could not write at all. */
export const oddNames = [
  'a',
  'A',
  ' a',
  'a ',
  'a:b',
  'a:b:c',
  'a|b',
  'a"b',
  "a'b",
  'a\\b',
  'a\nb',
  'a\0b',
  'a{b}c',
  'a*',
  'a?',
  'a%',
  'a_',
  '[a]',
  '["a"]',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '0',
  '00',
  '1e0',
  'é',
  'e\u0301',
  '\u202ea',
  'oʻzbek',
  '🛡️',
  '\ud800',
  '\ud801',
  'a'.repeat(5000),
  'a'.repeat(5001),
] as const

/** Pairs of an issuer and a subject that read alike when they are put together. */
export const pairsThatReadAlike = [
  ['https://a.test', '/b:c'],
  ['https://a.test/', 'b:c'],
  ['https://a.test/b', ':c'],
  ['https://a.test/b:', 'c'],
  ['https://a.test/b', 'c'],
  ['https://a.test","b', 'c'],
  ['https://a.test', 'b","c'],
] as const
