import { equal } from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { RevocationStoreUnderTest } from './revocation-store-under-test.js'
import {
  newToken,
  oddNames,
  ofClientForUser,
  pairsThatReadAlike,
  selectorOf,
  ways,
  type Way,
} from './sample-revocations.js'
import type { Bench, Checks } from './store-conformance.js'

type Check = (given: Bench<RevocationStoreUnderTest>) => Promise<void>

const words: Readonly<Record<Way, string>> = {
  tokenHash: 'a token',
  jti: 'a token by its jti',
  sid: 'the tokens of a session',
  subject: 'the tokens of a user',
  clientId: 'the tokens of a client',
}

/** A revocation in one way covers what has that name, and nothing else. */
const covers =
  (way: Way): Check =>
  async ({ store, clock: { now } }) => {
    const token = newToken(now)
    const namesake = { ...newToken(now), issuer: token.issuer, [way]: token[way] }
    const elsewhere = { ...token, issuer: `${token.issuer}/`, tokenHash: newToken(now).tokenHash }
    const others = [
      { ...token, [way]: way === 'tokenHash' ? newToken(now).tokenHash : randomUUID() },
      ...(way === 'tokenHash' ? [] : [{ ...token, [way]: undefined }, elsewhere]),
      // The same name under another heading.
      ...ways
        .filter((other) => other !== way)
        .map((other) => ({
          ...newToken(now),
          issuer: token.issuer,
          [other]: token[way],
        })),
    ]
    for (const one of [token, namesake, ...others])
      equal(await store.isRevoked(one), false, 'nothing is revoked yet')

    await store.revoke(selectorOf(token, way, now + 1), now + 60)
    equal(await store.isRevoked(token), true, 'the token is revoked')
    equal(await store.isRevoked(namesake), true, `a token is revoked that has the same ${way}, and no more`)
    for (const other of others)
      equal(await store.isRevoked(other), false, `not revoked: ${JSON.stringify(other)}`)
  }

/** That a revocation covers the right tokens. */
export const ofNames: Checks<Bench<RevocationStoreUnderTest>> = {
  ...Object.fromEntries(ways.map((way) => [`revokes ${words[way]}, and no other`, covers(way)])),

  'revokes the tokens that a client has for a user, and no other': async ({ store, clock: { now } }) => {
    const token = newToken(now)
    const { issuer, subject = '', clientId = '' } = token
    const namesake = { ...newToken(now), issuer, subject, clientId }
    const others = [
      { ...token, clientId: randomUUID() },
      { ...token, subject: randomUUID() },
      { ...token, clientId: undefined },
      { ...token, subject: undefined },
      { ...token, issuer: `${issuer}/` },
      { ...token, subject: clientId, clientId: subject },
    ]
    await store.revoke(ofClientForUser(token, now + 1), now + 60)
    for (const one of [token, namesake]) equal(await store.isRevoked(one), true)
    for (const other of others)
      equal(await store.isRevoked(other), false, `not revoked: ${JSON.stringify(other)}`)
  },

  'a name that a token does not have is never the revoked one': async ({ store, clock: { now } }) => {
    const token = newToken(now)
    const { issuer } = token
    for (const name of ['undefined', 'null', '']) {
      await store.revoke({ issuer, jti: name }, now + 60)
      await store.revoke({ issuer, sid: name }, now + 60)
      await store.revoke({ issuer, subject: name, issuedBefore: now + 1 }, now + 60)
      await store.revoke({ issuer, clientId: name, issuedBefore: now + 1 }, now + 60)
    }
    const nameless = { ...token, jti: undefined, sid: undefined, subject: undefined, clientId: undefined }
    equal(await store.isRevoked(nameless), false)
  },

  'keeps odd names apart': async ({ store, clock: { now } }) => {
    const { issuer } = newToken(now)
    const tokens = oddNames.map((subject) => ({ ...newToken(now), issuer, subject }))
    for (const [index, token] of tokens.entries()) {
      equal(await store.isRevoked(token), false, `before: ${shown(token.subject)}`)
      if (index % 2 === 0) await store.revoke(selectorOf(token, 'subject', now + 1), now + 60)
    }
    for (const [index, token] of tokens.entries()) {
      equal(await store.isRevoked(token), index % 2 === 0, `after: ${shown(token.subject)}`)
    }
  },

  'keeps issuer and name apart': async ({ store, clock: { now } }) => {
    const unique = randomUUID()
    const tokens = pairsThatReadAlike.map(([issuer, subject]) => ({
      ...newToken(now),
      issuer: issuer.replace('a.test', `${unique}.test`),
      subject,
    }))
    for (const token of tokens) {
      equal(await store.isRevoked(token), false, `before: ${shown(token.issuer, token.subject)}`)
      await store.revoke(selectorOf(token, 'subject', now + 1), now + 60)
      equal(await store.isRevoked(token), true, `after: ${shown(token.issuer, token.subject)}`)
    }
  },

  'does not say that it is empty when something is revoked': async ({ store, clock: { now } }) => {
    await store.revoke(selectorOf(newToken(now), 'jti', now + 1), now + 60)
    equal(store.isEmpty?.() === true, false)
  },
}

const shown = (...names: string[]) => names.map((name) => JSON.stringify(name.slice(0, 80))).join(', ')
