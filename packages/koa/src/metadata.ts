import type { MetadataEndpoint } from '@qalqon/core'
import type { Middleware } from 'koa'
import { writeResponse } from './write-response.js'

/** The middleware of an endpoint: it answers requests for the metadata, and passes on all others. */
export function metadataOf(endpoint: MetadataEndpoint): Middleware {
  return async (ctx, next) => {
    const response = await endpoint.answer({ method: ctx.method, url: ctx.originalUrl })
    if (response) writeResponse(response, ctx)
    else await next()
  }
}
