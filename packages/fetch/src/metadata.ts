import { fetchResponse, type MetadataEndpoint } from '@qalqon/core'
import { checkHandler, type Middleware } from './middleware.js'

/** The middleware of an endpoint: it answers requests for the metadata, and hands all others to the handler. */
export function metadataOf(endpoint: MetadataEndpoint): Middleware {
  return (handler) => {
    checkHandler(handler)
    return async (request, ...rest) => {
      const response = await endpoint.answer(request)
      return response ? fetchResponse(response) : handler(request, ...rest)
    }
  }
}
