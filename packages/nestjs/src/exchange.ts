import {
  ConfigurationFault,
  fromIncomingMessage,
  type AccessToken,
  type IncomingMessageLike,
  type ResourceRequest,
} from '@qalqon/core'
import type { ArgumentsHost } from '@nestjs/common'
import type { GuardedResponse } from './write-response.js'

/** What is read of a request of Express or of Fastify, and written to it. That of Express is the message of Node itself. */
export interface GuardedRequest {
  readonly raw?: unknown
  readonly originalUrl?: string | undefined
  body?: unknown
  auth?: AccessToken<unknown> | undefined
}

/** A request of HTTP and what answers it, whatever stands between Nest and both. */
export interface Exchange {
  readonly request: GuardedRequest
  readonly message: IncomingMessageLike
  /** Absent where GraphQL hands in the request alone. */
  readonly response: GuardedResponse | undefined
  /** Whether a refusal is an answer of its own; a resolver of GraphQL is one of several that make an answer. */
  readonly isAnswerable: boolean
}

/** What drivers of GraphQL put into the context of a resolver: Apollo `req`, Mercurius `reply`. */
interface GraphqlContext {
  readonly req?: { readonly res?: unknown; readonly extra?: { readonly request?: unknown } }
  readonly res?: unknown
  readonly request?: unknown
  readonly reply?: { readonly request?: unknown }
}

/**
 * The HTTP request behind a handler or a resolver.
 *
 * @throws {ConfigurationFault} where there is none, as in a gateway of WebSockets, or in a handler of a microservice.
 */
export function exchangeOf(host: ArgumentsHost): Exchange {
  const type = host.getType<string>()
  if (type === 'http') return exchange(host.getArgByIndex(0), host.getArgByIndex(1), true)
  if (type === 'graphql') {
    const { req, res, request, reply } = graphqlContextOf(host) ?? {}
    return exchange(req?.extra?.request ?? req ?? request ?? reply?.request, res ?? reply ?? req?.res, false)
  }
  throw new ConfigurationFault(
    'context',
    `no token can be read in a handler of the type ${JSON.stringify(type)}, which has no HTTP request: check its clients in a way of its own, and then mark it with @Open()`,
  )
}

/** Resolvers get (parent, args, context, info), those of references (reference, context, info). */
const graphqlContextOf = (host: ArgumentsHost): GraphqlContext | undefined =>
  host.getArgByIndex<GraphqlContext | undefined>(host.getArgs<unknown[]>().length - 2)

function exchange(request: unknown, response: unknown, isAnswerable: boolean): Exchange {
  return {
    request: request as GuardedRequest,
    message: messageOf(request),
    response: response as GuardedResponse | undefined,
    isAnswerable,
  }
}

/**
 * The message of Node behind a request, by which its token is remembered.
 *
 * @throws {ConfigurationFault} when it is no request of Express or Fastify.
 */
export function messageOf(request: unknown): IncomingMessageLike {
  if (isMessage(request)) return request
  // A request of Express may have a member of that name, too: body parsers leave octets there.
  const { raw } = (request ?? {}) as Partial<GuardedRequest>
  if (isMessage(raw)) return raw
  throw new ConfigurationFault(
    'request',
    'expected the request of Express or Fastify; with GraphQL, let the context have it: context: ({ req, res }) => ({ req, res })',
  )
}

const isMessage = (value: unknown): value is IncomingMessageLike =>
  Array.isArray((value as Partial<IncomingMessageLike> | undefined)?.rawHeaders)

/** The request as the client sent it, also where a middleware has made another of its URL. */
export function resourceRequestOf(request: GuardedRequest): ResourceRequest {
  const message = messageOf(request)
  return fromIncomingMessage(message, request.originalUrl ?? message.url, request)
}
