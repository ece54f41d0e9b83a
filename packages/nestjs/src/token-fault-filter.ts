import { answerOf, TokenFault } from '@qalqon/core'
import { Catch, type ArgumentsHost } from '@nestjs/common'
import { BaseExceptionFilter } from '@nestjs/core'
import { exchangeOf } from './exchange.js'
import { graphqlError } from './graphql-error.js'
import { nodeResponse, writeResponse, type GuardedResponse } from './write-response.js'

/**
 * Answers a `TokenFault` that a handler has thrown, as `getAuth` does for an anonymous request, with its challenge. The module has
 * one, and every other exception passes it by.
 *
 * A filter of your own that catches everything comes before it. Let it extend this one in the place of `BaseExceptionFilter`, and
 * call `super.catch(exception, host)`: what is no `TokenFault` is then answered as Nest does it.
 */
@Catch(TokenFault)
export class TokenFaultFilter extends BaseExceptionFilter {
  override catch(exception: unknown, host: ArgumentsHost): unknown {
    const fault = exception instanceof TokenFault ? exception : undefined
    const type = host.getType<string>()
    // What a filter returns for a resolver is the error that GraphQL answers with.
    if (type === 'graphql') return fault ? graphqlError(fault, exchangeOf(host).response) : exception
    const answer = fault && answerOf(fault)
    const { message, response } = exchangeOf(host)
    if (answer && response && !isBegun(response)) writeResponse(answer, message, response)
    else super.catch(exception, host)
    return undefined
  }
}

/** What a handler has begun to send cannot be answered any more: Nest ends it. */
const isBegun = (response: GuardedResponse): boolean =>
  (nodeResponse(response) as { readonly headersSent?: boolean }).headersSent === true
