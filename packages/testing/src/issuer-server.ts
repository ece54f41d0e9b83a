import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AnswerBody } from './answer.js'
import { type IssuerEndpoints, movedPath } from './issuer-endpoints.js'
import type { IssuerRequest } from './issuer-request.js'

const host = '127.0.0.1'

/** An issuer's endpoints on a loopback port. */
export interface IssuerServer {
  readonly port: number
  /** Stops listening and cuts every connection, also those that an outage holds. */
  close(): Promise<void>
}

/**
 * Serves the endpoints over HTTP on 127.0.0.1.
 *
 * @param port 0 lets the operating system choose
 * @param origin of a path at the time of a request: paths are looked up there, whatever `Host` says, except those to which an
 *   outage redirects
 */
export async function listen(
  endpoints: IssuerEndpoints,
  port: number,
  origin: (path: string) => string,
): Promise<IssuerServer> {
  const server = createServer((request, response) => {
    void respond(endpoints, origin(request.url ?? '/'), request, response)
  })
  server.listen(port, host)
  // Rejects with the server's error, such as a port that is taken.
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => close(server) }
}

async function respond(
  endpoints: IssuerEndpoints,
  issuerOrigin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url: path = '/', socket, headers } = request
  const moved = path.startsWith(movedPath) && headers.host === new URL(endpoints.elsewhere).host
  const origin = moved ? endpoints.elsewhere : issuerOrigin
  const target = `${origin}${path}`
  const answer = URL.canParse(target)
    ? endpoints.answer({ method, url: new URL(target), ...(method === 'POST' && (await sentWith(request))) })
    : ({ kind: 'no-connection' } as const)
  if (answer.kind === 'no-connection') {
    socket.resetAndDestroy()
    return
  }
  // The connection stays open; close() ends it.
  if (answer.kind === 'silence') return
  response.writeHead(answer.status, answer.headers)
  if (method === 'HEAD') response.end()
  else await send(answer.body, response)
}

/** The longest body that is read; more than any question about a token needs. */
const maxBodyBytes = 1024 * 1024

async function sentWith(request: IncomingMessage): Promise<Partial<IssuerRequest>> {
  const { authorization, 'content-type': contentType } = request.headers
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length
      if (size <= maxBodyBytes) parts.push(part)
    }
  } catch {
    // The client has gone; nobody will read the answer.
  }
  return { authorization, contentType, body: Buffer.concat(parts).toString('utf8') }
}

async function send(body: AnswerBody, response: ServerResponse): Promise<void> {
  if (typeof body === 'string') {
    response.end(body)
    return
  }
  try {
    for await (const part of body()) {
      if (response.destroyed) return
      if (!response.write(part)) await drained(response)
    }
  } catch {
    response.socket?.resetAndDestroy()
  }
}

/** Waits until the client has taken what was written, or has gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
