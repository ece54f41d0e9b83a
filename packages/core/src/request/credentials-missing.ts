import { TokenFault } from '../faults/index.js'
import type { OtherMethods } from './bearer-methods.js'

/** The refusal of a request that brings no token, with the places in which one was looked for. */
export const credentialsMissing = (methods: OtherMethods | undefined): TokenFault => {
  const others =
    methods && [methods.query && 'query', methods.body && 'form body'].filter(Boolean).join(' or ')
  const none = 'the request has no Authorization field of the Bearer scheme'
  return new TokenFault(
    'credentials_missing',
    others ? `${none}, and no parameter access_token in its ${others}` : none,
  )
}
