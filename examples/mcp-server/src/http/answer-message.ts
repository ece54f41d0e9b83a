import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { getAuth } from '@qalqon/express'
import type { Request, RequestHandler } from 'express'
import type { Notes } from '../notes/notes.js'
import { Caller } from '../tools/caller.js'
import type { Tool } from '../tools/tool.js'

/** What the transport looks at. `Authorization` is not among it: the SDK shows the fields of a request to every tool. */
const seen = ['accept', 'content-type', 'mcp-protocol-version']

/**
 * Lets the SDK answer a message that the guard has let through. Nothing is kept from one request to the next, no session either:
 * each has a token of its own, and each may go to another instance.
 */
export function answerMessage(resource: string, tools: readonly Tool[], notes: Notes): RequestHandler {
  return async (req, res) => {
    const server = new McpServer({ name: 'notes', version: '1.0.0' })
    for (const tool of tools) tool.addTo(server, notes)
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
    await server.connect(transport)
    try {
      const answer = await transport.handleRequest(requestFor(resource, req), {
        parsedBody: req.body as unknown,
        authInfo: new Caller(getAuth(req), resource),
      })
      res.status(answer.status)
      answer.headers.forEach((value, name) => res.setHeader(name, value))
      res.end(await answer.text())
    } finally {
      await server.close()
    }
  }
}

/** The request without its body, which was read before, and without all that tools need not know. */
function requestFor(resource: string, req: Request): globalThis.Request {
  const headers = new Headers()
  for (const name of seen) {
    const value = req.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return new globalThis.Request(resource, { method: 'POST', headers })
}
