import type { HeaderField } from '../challenge/header-field.js'
import { problemDetails } from '../challenge/problem-details.js'
import { pauseSeconds } from './signed-document.js'

/** The answer to a request for the metadata; an adapter writes it as it stands. */
export interface MetadataResponse {
  readonly status: 200 | 204 | 405 | 503
  /** Names in lower case. `new Headers(fields)` takes them as they are. */
  readonly headers: HeaderField[]
  /** That of a `GET`, also for a `HEAD`, whose answer a server sends without it. */
  readonly body: string
}

/** Scripts of all origins may read it: it holds nothing that not everybody may know. */
const forAllOrigins: HeaderField = ['access-control-allow-origin', '*']
const allowed: HeaderField = ['allow', 'GET, HEAD, OPTIONS']

/** @see RFC 9728 §3.2 */
export const documentResponse = (body: string, cacheSeconds: number): MetadataResponse => ({
  status: 200,
  headers: [
    ['content-type', 'application/json'],
    ['cache-control', `public, max-age=${cacheSeconds}`],
    forAllOrigins,
  ],
  body,
})

/** Browsers ask first when a script sends fields of its own along, as MCP clients do. */
export const preflightResponse = (): MetadataResponse => ({
  status: 204,
  headers: [
    allowed,
    forAllOrigins,
    ['access-control-allow-methods', 'GET, HEAD'],
    ['access-control-allow-headers', '*'],
  ],
  body: '',
})

/** @see RFC 9110 §15.5.6 */
export const methodNotAllowed = (): MetadataResponse =>
  problem(405, 'The metadata can only be read', [allowed])

/** The signature that belongs to the document could not be made. */
export const notSigned = (): MetadataResponse =>
  problem(503, 'The metadata cannot be signed at the moment', [['retry-after', String(pauseSeconds)]])

const problem = (status: 405 | 503, detail: string, fields: readonly HeaderField[]): MetadataResponse => ({
  status,
  headers: [
    ...fields,
    forAllOrigins,
    ['cache-control', 'no-store'],
    ['content-type', 'application/problem+json'],
  ],
  body: JSON.stringify(problemDetails(status, detail, undefined)),
})
