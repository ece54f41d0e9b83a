import type { Request } from 'express'

const bufferedBytes = 256 * 1024

/**
 * The body of a request, to be handed on as it comes: what is read from the browser waits until it is wanted. Whoever stops reading does
 * not end the request with that; the rest is thrown away, so that the browser gets to see the answer.
 */
export function uploadBody(req: Request): ReadableStream<Uint8Array> {
  let over = false
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const end = (error?: Error) => {
          if (over) return
          over = true
          if (error) controller.error(error)
          else controller.close()
        }
        req.on('data', (chunk: Uint8Array) => {
          if (over) return
          controller.enqueue(chunk)
          if ((controller.desiredSize ?? 0) <= 0) req.pause()
        })
        req.on('end', () => end())
        req.on('close', () => end(req.complete ? undefined : new Error('the upload was cut off')))
        req.on('error', end)
        req.pause()
      },
      pull() {
        req.resume()
      },
      cancel() {
        over = true
        req.resume()
      },
    },
    { highWaterMark: bufferedBytes, size: (chunk) => chunk.byteLength },
  )
}
