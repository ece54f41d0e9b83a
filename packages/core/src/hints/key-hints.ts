import { shorten } from '../faults/index.js'
import { isAlgorithm } from '../algorithms.js'
import type { Hint } from './suspect.js'

/** The issuer is the right one by its name, and has no such key. */
export const unknownKey: Hint = ({ header, kids, withoutKeys }) => {
  if (withoutKeys) {
    return 'the key set of the issuer is empty, or none of its keys can be used (each of those is told as the event key_skipped): no token can be verified until the issuer publishes the public keys that it signs with'
  }
  if (typeof header.kid !== 'string') {
    return 'the token names no key, and none of the issuer fits its algorithm: compare alg with the key set of the issuer'
  }
  if (kids.includes(header.kid)) {
    return `the issuer has a key of that name, and not for ${shorten(header.alg)}: compare alg of the token with alg of the key`
  }
  return 'the token was signed in another environment that goes by the same issuer name, or with a key that was withdrawn since: get a new token, and if that is refused too, compare its kid with the key set of the issuer (a key that cannot be used is told as the event key_skipped)'
}

export const badSignature: Hint = () =>
  'the token was changed or cut on the way, or another environment uses the same name for another key: get a new token and send it as it came; if that is refused too, compare the key sets of both environments'

export const otherAlgorithm: Hint = ({ header: { alg } }) => {
  if (typeof alg !== 'string' || /^none$/i.test(alg))
    return 'the token is not signed, and such tokens are never accepted'
  if (/^HS\d+$/.test(alg)) {
    return `${alg} signs with a secret that the API would have to share: set the signing algorithm to RS256 or ES256 at the issuer (at Auth0 in the settings of the API). It may also be a session token of an application of your own`
  }
  return isAlgorithm(alg)
    ? `if the issuer really signs with ${alg}, put it into algorithms of this issuer`
    : `set the signing algorithm to RS256, ES256 or Ed25519 at the issuer`
}
