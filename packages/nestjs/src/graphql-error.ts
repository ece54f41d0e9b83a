import type { InfrastructureFault, TokenFault } from '@qalqon/core'
import { setField, type GuardedResponse } from './write-response.js'

/** What GraphQL servers call it. */
const codes = { 400: 'BAD_REQUEST', 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 503: 'SERVICE_UNAVAILABLE' }

/** What a client needs for its next request. The rest of a refusal belongs to an answer of its own. */
const fields = ['www-authenticate', 'dpop-nonce']

/**
 * What a resolver fails with that is refused: the fault, with the code by which clients of GraphQL tell it. The challenge goes into the
 * answer, which may have any status.
 *
 * @see RFC 9110 §11.6.1
 */
export function graphqlError(fault: TokenFault | InfrastructureFault, response?: GuardedResponse): Error {
  const headers = fault.family === 'token' ? fault.headers : undefined
  for (const name of fields) {
    const value = headers?.[name]
    if (response && value !== undefined) setField(response, name, value)
  }
  return Object.assign(fault, { extensions: { code: codes[fault.status] } })
}
