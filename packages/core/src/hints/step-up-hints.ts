import { looksLikeMilliseconds } from '../clock.js'
import { shorten } from '../faults/index.js'
import { isListOfTexts } from '../token/claim-types.js'
import type { Hint, Suspect } from './suspect.js'

/** The user has signed in in another way than the route requires, or the token does not say in which. */
export const otherAcr: Hint = (suspect) => {
  const { fault, claims } = suspect
  const { acrValues: wanted = [], actual } = fault.facts
  const { acr, acrs } = claims
  if (isListOfTexts(acrs) && wanted.some((value) => acrs.includes(value)))
    return 'the token has it in acrs, where Microsoft Entra ID puts authentication contexts: require it with claims: { acrs: … } in the place of acrValues'
  if (actual === 'nothing') return forClient(suspect) ?? noClaim('acr', 'acr_values')
  const texts = typeof acr === 'string' ? acr.split(' ') : isListOfTexts(acr) ? acr : []
  if (typeof acr !== 'string' || texts.length > 1) {
    if (texts.some((text) => wanted.includes(text)))
      return 'acr is one text with one value, the one in which the user has signed in: let the issuer write it so'
  }
  const other = texts.find((text) => wanted.some((value) => value.toLowerCase() === text.toLowerCase()))
  if (other !== undefined)
    return `the token has ${shorten(other)}: values of acr are compared letter by letter, so write it in one way`
  return `let the client send the user to the issuer again, with the acr_values of the challenge in its authorization request; a token that is only refreshed keeps the acr of the earlier sign-in. Where ${actual ?? 'the one that it has'} is as strong, name it in acrValues too`
}

/** The user has signed in too long ago, or the token does not say when. */
export const oldAuthentication: Hint = (suspect) => {
  const { actual = '' } = suspect.fault.facts
  if (actual === 'nothing') return forClient(suspect) ?? noClaim('auth_time', 'max_age')
  const time = Number(actual)
  if (Number.isNaN(time))
    return 'auth_time must be a number of seconds since 1970 (RFC 9068 §2.2.1): let the issuer write it so'
  if (looksLikeMilliseconds(time)) return 'auth_time is in milliseconds: let the issuer write seconds'
  if (time > suspect.now)
    return 'the user seems to have signed in after now: the clock of this machine, or that of the issuer, is wrong'
  return 'let the client send the user to the issuer again, with the max_age of the challenge in its authorization request; a token that is only refreshed keeps the auth_time of the earlier sign-in'
}

/** Nobody has signed in where a client acts for itself. */
const forClient = ({ claims: { sub, client_id: clientId } }: Suspect) =>
  sub !== undefined && sub === clientId
    ? 'the client got the token for itself (client credentials), and nobody has signed in: let a user sign in, or require less of clients on a route of their own'
    : undefined

const noClaim = (claim: string, parameter: string) =>
  `the token does not have ${claim}: let the client ask with ${parameter} in its authorization request, and the issuer put ${claim} into access tokens (RFC 9068 §2.2.1), or into its answers about tokens`
