import type { resourceServer } from '@qalqon/express'
import express, { type ErrorRequestHandler, type Express } from 'express'
import { answerMessage } from './http/answer-message.js'
import { sendError } from './http/json-rpc-error.js'
import { ownOrigin } from './http/own-origin.js'
import { readMessage, requireMessage } from './http/read-message.js'
import { requireScopesOfTool } from './http/tool-guard.js'
import type { Log } from './log.js'
import type { Notes } from './notes/notes.js'
import { noteTools } from './tools/note-tools.js'

export interface AppOptions {
  /** Verifies the access token of each request: `resourceServer(…)` of `@qalqon/express`. */
  readonly api: Pick<ReturnType<typeof resourceServer>, 'metadata' | 'requireAccess'>
  /** The URL of the endpoint. Its path is where the endpoint is. */
  readonly resource: string
  readonly notes: Notes
  readonly log: Log
}

/** The whole MCP server, without a port. */
export function createApp({ api, resource, notes, log }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')

  app.use(api.metadata()) // open: where clients find the issuer
  const endpoint = app.route(new URL(resource).pathname)
  endpoint.all(ownOrigin(resource), readMessage())
  endpoint.all(requireScopesOfTool(api, noteTools)) // below, a valid token is needed
  endpoint.post(requireMessage, answerMessage(resource, noteTools, notes))
  endpoint.all((_req, res) => {
    // No stream of messages that the server sends on its own, and no session to end.
    res.setHeader('Allow', 'POST')
    sendError(res, 405, 'refused', 'This server answers POST alone.')
  })

  app.use((_req, res) => {
    res.sendStatus(404)
  })
  app.use(answerErrors(log))
  return app
}

/** What nobody expected is told to the log alone. */
function answerErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error({ error: told }, 'a request failed')
    if (res.headersSent) next(error)
    else sendError(res, 500, 'refused', 'Something went wrong on our side.')
  }
}
