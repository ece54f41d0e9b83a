import type { Refused } from '@qalqon/core'
import { setField, type GuardedResponse } from './write-response.js'

/** What GraphQL servers call it. */
const codes = { 400: 'BAD_REQUEST', 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 503: 'SERVICE_UNAVAILABLE' }

/**
 * What a resolver throws that is refused: the fault, with the code by which GraphQL clients tell it. The challenge goes into the answer, which
 * may have any status.
 *
 * @see RFC 9110 §11.6.1
 */
export function graphqlError({ fault, response: answer }: Refused, response?: GuardedResponse): Error {
  if (response) {
    const challenges = answer.headers.filter(([name]) => name === 'www-authenticate').map(([, value]) => value)
    if (challenges.length > 0) setField(response, 'www-authenticate', challenges)
  }
  return Object.assign(fault, { extensions: { code: codes[fault.status] } })
}
