import { isPromise, type MetadataEndpoint, type MetadataResponse } from '@qalqon/core'
import type { Middleware } from './middleware.js'
import { writeResponse } from './write-response.js'

/** The middleware of an endpoint: it answers requests for the metadata, and passes on all others. */
export function metadataOf(endpoint: MetadataEndpoint): Middleware {
  return (req, res, next) => {
    const act = (response: MetadataResponse | undefined) => {
      if (response) writeResponse(response, res)
      else next()
    }
    const response = endpoint.answer({ method: req.method, url: req.originalUrl })
    if (isPromise(response)) response.then(act).catch(next)
    else act(response)
  }
}
