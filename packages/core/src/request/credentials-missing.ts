import { TokenFault } from '../faults/index.js'
import { whyFormIsUnread } from './form-token.js'
import type { TokenWays } from './presented-token.js'
import type { ResourceRequest } from './resource-request.js'

/** The refusal of a request that brings no token, with the places in which one was looked for. */
export function credentialsMissing(
  { otherMethods: methods, takesDpop }: TokenWays,
  request?: ResourceRequest,
): TokenFault {
  const unread = methods?.body && request ? whyFormIsUnread(request) : undefined
  const others = [methods?.query && 'query', methods?.body && unread === undefined && 'form body']
  const places = others.filter(Boolean).join(' or ')
  const schemes = takesDpop ? 'schemes Bearer and DPoP' : 'Bearer scheme'
  const none = `the request has no Authorization field of the ${schemes}`
  const nor = places === '' ? '' : `, and no parameter access_token in its ${places}`
  return new TokenFault('credentials_missing', `${none}${nor}${unread === undefined ? '' : `; ${unread}`}`)
}
