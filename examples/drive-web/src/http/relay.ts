import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { Request, Response as ExpressResponse } from 'express'

/** What a browser may ask of a content, in the words of HTTP. */
const askedFields = ['range', 'if-range', 'if-none-match'] as const

/** What the API says of a content that is of use to a browser. Its media type is not among it. */
const saidFields = [
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
  'content-disposition',
] as const

/** The fields of a request for content that are handed on to the API. */
export function askedOf(req: Request): Record<string, string> {
  const asked = askedFields.flatMap((name) => {
    const value = req.headers[name]
    return typeof value === 'string' ? [[name, value]] : []
  })
  return {
    ...(Object.fromEntries(asked) as Record<string, string>),
    // Compressed on the way it would have another length than it says.
    'accept-encoding': 'identity',
    // Beside If-None-Match `fetch` says no-cache unless told otherwise, and servers take that for "send it anyway".
    'cache-control': 'max-age=0',
  }
}

/** Ends what is done for a browser that has hung up. */
export function untilGone(res: ExpressResponse): AbortSignal {
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  return gone.signal
}

/** Hands an answer of the API on, as it comes and as fast as the browser takes it. */
export async function relay(
  answer: Response,
  res: ExpressResponse,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  res.status(answer.status)
  for (const name of saidFields) {
    const value = answer.headers.get(name)
    if (value !== null) res.setHeader(name, value)
  }
  res.set(fields)
  if (answer.body === null || res.req.method === 'HEAD') {
    await answer.body?.cancel()
    res.end()
    return
  }
  // To the compiler, the streams of Node and those of browsers are two types.
  const body: unknown = answer.body
  // A browser that hangs up, and an API that breaks off, both end the other side; there is nobody left to tell.
  await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), res).catch(() => undefined)
}
