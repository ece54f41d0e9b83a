import {
  isPromise,
  type IncomingMessageLike,
  type MetadataEndpoint,
  type MetadataResponse,
} from '@qalqon/core'
import { writeResponse, type NodeResponse } from './write-response.js'

/** A functional middleware of Nest: with Express its request and response, with Fastify those of Node. */
export type Middleware = (
  req: IncomingMessageLike & { readonly originalUrl?: string },
  res: NodeResponse,
  next: (error?: unknown) => void,
) => void

/** The middleware of an endpoint: it answers requests for the metadata, and passes on all others. */
export function metadataOf(endpoint: MetadataEndpoint): Middleware {
  return (req, res, next) => {
    const act = (response: MetadataResponse | undefined) => {
      if (response) writeResponse(response, req, res)
      else next()
    }
    const { method = 'GET', url = '/', originalUrl = url } = req
    const response = endpoint.answer({ method, url: originalUrl })
    if (isPromise(response)) response.then(act).catch(next)
    else act(response)
  }
}
