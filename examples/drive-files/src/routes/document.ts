import { z } from 'zod'
import { type DocumentOptions, openApiDocument } from '../api/openapi.js'
import { operation, type Operation } from '../api/operation.js'

/** `GET /openapi.json`: the description of all operations, this one among them. Open to everybody. */
export function documentOperation(operations: readonly Operation[], options: DocumentOptions): Operation {
  let document: object | undefined
  const its = operation({
    method: 'get',
    path: '/openapi.json',
    id: 'getDocument',
    tag: 'The API itself',
    summary: 'Describe the API, as OpenAPI 3.1',
    description: '[A page to read it on](/docs) stands beside it.',
    access: 'open',
    answers: { 200: { description: 'This document', json: z.looseObject({ openapi: z.string() }) } },
    handle({ res }) {
      res.setHeader('Cache-Control', 'no-cache')
      // Made once, when it is asked for first.
      res.json((document ??= openApiDocument([...operations, its], options)))
    },
  })
  return its
}
