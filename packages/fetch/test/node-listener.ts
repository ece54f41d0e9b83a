import type { IncomingMessage, RequestListener } from 'node:http'

/** A handler of Fetch requests on the server of Node, which joins repeated lines of a field with a comma as all runtimes do. */
export const listenerOf =
  (handler: (request: Request) => Promise<Response>): RequestListener =>
  (message, res) => {
    void handler(requestOf(message)).then(async (response) => {
      const body = Buffer.from(await response.arrayBuffer())
      for (const [name, value] of response.headers) res.setHeader(name, value)
      // What is left of a body that was begun would stand before the next request.
      if (message.readableDidRead && !message.readableEnded) res.setHeader('connection', 'close')
      if (response.status !== 204) res.setHeader('content-length', body.byteLength)
      res.writeHead(response.status).end(body)
    })
  }

function requestOf(message: IncomingMessage): Request {
  const { method = 'GET', url = '/', rawHeaders } = message
  const headers = new Headers()
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const init = { method, headers, ...(hasBody && { body: bodyOf(message), duplex: 'half' }) }
  return new Request(`http://rs.example${url}`, init)
}

/** Nothing is read from the connection before somebody reads the body. */
function bodyOf(message: IncomingMessage): ReadableStream<Uint8Array> {
  let parts: AsyncIterator<Buffer> | undefined
  return new ReadableStream(
    {
      async pull(controller) {
        parts ??= message[Symbol.asyncIterator]() as AsyncIterator<Buffer>
        const { done, value } = await parts.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
    },
    { highWaterMark: 0 },
  )
}
