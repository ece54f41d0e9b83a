import { answerOf, TokenFault } from '@qalqon/core'
import { Catch, type ArgumentsHost } from '@nestjs/common'
import { BaseExceptionFilter } from '@nestjs/core'
import { exchangeOf } from './exchange.js'
import { writeResponse } from './write-response.js'

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
    // What a filter returns for a resolver is the error that GraphQL answers with.
    if (host.getType<string>() === 'graphql') return exception
    const answer = exception instanceof TokenFault ? answerOf(exception) : undefined
    const { message, response } = exchangeOf(host)
    if (answer && response) return void writeResponse(answer, message, response)
    super.catch(exception, host)
    return undefined
  }
}
