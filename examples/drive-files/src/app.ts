import type { ExpressResourceServer } from '@qalqon/express'
import express, { type Express, type RequestHandler } from 'express'
import type { Drive } from './files/drive.js'
import { drainAfterAnswer } from './http/drain.js'
import { errorHandler } from './http/error-handler.js'
import { notFound } from './http/problem.js'
import type { Log } from './log.js'
import { fileRoutes } from './routes/files.js'
import { healthRoutes } from './routes/health.js'
import { tokenRoutes } from './routes/token.js'
import { trashRoutes } from './routes/trash.js'

export interface AppOptions {
  /** Verifies the access token of each request, or answers 401: `resourceServer(…)` of `@qalqon/express`. */
  api: ExpressResourceServer
  /** Serves the metadata of the API: `api.metadata()`. */
  metadata?: RequestHandler | undefined
  drive: Drive
  maxUploadBytes: number
  /** Resolves when the database answers, rejects when it does not. */
  checkDatabase: () => Promise<void>
  log: Log
}

/** The whole API, without a port. */
export function createApp({ api, metadata, drive, maxUploadBytes, checkDatabase, log }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(drainAfterAnswer())

  app.use(healthRoutes(checkDatabase, log)) //      open
  if (metadata) app.use(metadata) //                open
  app.use(api) //                                   below, a valid token is needed
  app.use('/files', fileRoutes(drive, maxUploadBytes))
  app.use('/trash', trashRoutes(drive))
  app.use('/token', tokenRoutes(api, log))

  app.use(() => {
    throw notFound()
  })
  app.use(errorHandler(log))
  return app
}
