import { TokenFault } from '../faults/index.js'
import type { OtherMethods } from './bearer-methods.js'
import { whyFormIsUnread } from './form-token.js'
import type { ResourceRequest } from './resource-request.js'

/** The refusal of a request that brings no token, with the places in which one was looked for. */
export function credentialsMissing(methods: OtherMethods | undefined, request?: ResourceRequest): TokenFault {
  const unread = methods?.body && request ? whyFormIsUnread(request) : undefined
  const others = [methods?.query && 'query', methods?.body && unread === undefined && 'form body']
  const places = others.filter(Boolean).join(' or ')
  const none = 'the request has no Authorization field of the Bearer scheme'
  const nor = places === '' ? '' : `, and no parameter access_token in its ${places}`
  return new TokenFault('credentials_missing', `${none}${nor}${unread === undefined ? '' : `; ${unread}`}`)
}
