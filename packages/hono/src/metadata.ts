import type { MetadataEndpoint } from '@qalqon/core'
import type { MiddlewareHandler } from 'hono'
import { answerWith } from './answer-with.js'
import { requestOf } from './request-of.js'

/** The middleware of an endpoint: it answers requests for the metadata, and passes on all others. */
export function metadataOf(endpoint: MetadataEndpoint): MiddlewareHandler {
  return async (c, next) => {
    const response = await endpoint.answer(requestOf(c))
    if (response) return answerWith(response, c)
    await next()
    return undefined
  }
}
