import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiRequestBodyObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { problemJson } from '../schemas/problem.js'
import type { Access, Answer, Operation } from './operation.js'

export interface DocumentOptions {
  /** The address of the API; a path where it is on the server that the document comes from. */
  url: string
  issuers: readonly string[]
}

/** The OpenAPI document of operations: what validates requests and guards routes, in words that programs read. */
export function openApiDocument(
  operations: readonly Operation[],
  { url, issuers }: DocumentOptions,
): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = describe(operation)
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Drive files',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: [
        'A small Drive that keeps files and folders of many people and answers only to access tokens.',
        '',
        `Tokens come from ${issuers.map((issuer) => `<${issuer}>`).join(', ')}; what a client needs to know to get one is at`,
        '`/.well-known/oauth-protected-resource` (RFC 9728), and in every challenge. Refusals are problem details (RFC 9457).',
      ].join('\n'),
    },
    servers: [{ url: url === '/' ? url : url.replace(/\/$/, '') }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'An access token for this API (RFC 9068). One that is bound to a key comes with a proof (`Authorization: DPoP`, RFC 9449).',
        },
      },
    },
  })
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, access, input, upload, heeds } = operation
  const text = [description, describeAccess(access)].filter((line) => line !== undefined)
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(text.length > 0 && { description: text.join('\n\n') }),
    // By OpenAPI 3.1 these are the scopes, also where the scheme is not one of OAuth.
    security: access === 'open' ? [] : [{ accessToken: access === 'token' ? [] : [access.scope] }],
    requestParams: {
      ...(input.path && { path: input.path }),
      ...(input.query && { query: input.query }),
      ...(heeds && {
        header: z.object(
          Object.fromEntries(
            Object.entries(heeds).map(([name, does]) => [
              name,
              z.string().optional().meta({ description: does }),
            ]),
          ),
        ),
      }),
    },
    ...(input.json && {
      requestBody: { required: true, content: { 'application/json': { schema: input.json } } },
    }),
    ...(upload && { requestBody: uploadBody }),
    responses: { ...answersOf(operation), ...refusalsOf(operation) },
  }
}

const uploadBody: ZodOpenApiRequestBodyObject = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: { type: 'string', contentMediaType: 'application/octet-stream', format: 'binary' },
        },
      },
    },
  },
}

function describeAccess(access: Access): string | undefined {
  if (access === 'open') return undefined
  if (access === 'token') return 'Takes any valid token, whatever its scopes.'
  const { scope, maxAgeSeconds } = access
  const recently =
    maxAgeSeconds === undefined
      ? ''
      : `, and that the user has signed in within ${maxAgeSeconds} seconds (RFC 9470)`
  return `Takes the scope \`${scope}\`${recently}.`
}

function answersOf({ answers }: Operation): ZodOpenApiResponsesObject {
  return Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)]))
}

function answerOf({ description, json, binary, headers }: Answer) {
  return {
    description,
    ...(json && { content: { 'application/json': { schema: json } } }),
    ...(binary && {
      content: {
        '*/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream', format: 'binary' } },
      } as const,
    }),
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [
          name,
          { description: text, schema: { type: 'string' as const } },
        ]),
      ),
    }),
  }
}

const meanings: Readonly<Record<number, string>> = {
  400: 'The request is not valid; `errors` says what is wrong',
  401: 'No valid token, or one of a sign-in that is too long ago; the challenge says what to do',
  403: 'The token lacks the scope (with a challenge), or is of a client without a user (`no-files`)',
  404: 'There is no such thing, or none that you may see',
  409: 'The thing cannot be where it is wanted; `type` says why',
  412: 'The content is another one than `If-Match` names, or one that `If-None-Match` does',
  413: 'The body is too large',
  415: 'The body is of another type',
  416: 'The content does not have this part; `Content-Range` has its size',
  503: 'It cannot be decided now; `Retry-After` says when to ask again',
}

function meaningOf(status: number, named: readonly number[]): string {
  const meaning = meanings[status] ?? STATUS_CODES[status] ?? ''
  return status === 403 && named.includes(403)
    ? `${meaning}, or the thing is not for its user to change (\`read-only\`)`
    : meaning
}

/** Those that it names, and those that follow from what it takes. */
function refusalsOf({ access, input, upload, refusals = [], answers }: Operation): ZodOpenApiResponsesObject {
  const statuses = new Set([
    ...refusals,
    ...(input.query || input.json || upload ? [400] : []),
    ...(access === 'open' ? [] : [401, 503]),
    ...(typeof access === 'object' ? [403] : []),
    ...(input.path ? [404] : []),
    ...(input.json || upload ? [413, 415] : []),
  ])
  return Object.fromEntries(
    [...statuses]
      .filter((status) => !(status in answers))
      .sort()
      .map((status) => [
        status,
        {
          description: meaningOf(status, refusals),
          content: { 'application/problem+json': { schema: problemJson } },
          ...(status === 401 && {
            headers: {
              'WWW-Authenticate': { description: 'The challenge', schema: { type: 'string' as const } },
            },
          }),
        },
      ]),
  )
}
