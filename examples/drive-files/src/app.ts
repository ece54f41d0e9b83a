import type { ExpressResourceServer } from '@qalqon/express'
import express, { type Express, type RequestHandler } from 'express'
import type { Operation } from './api/operation.js'
import { referencePage } from './api/reference-page.js'
import { apiRoutes } from './api/routes.js'
import type { Drive } from './files/drive.js'
import { drainAfterAnswer } from './http/drain.js'
import { errorHandler } from './http/error-handler.js'
import { notFound } from './http/problem.js'
import type { Log } from './log.js'
import { documentOperation } from './routes/document.js'
import { fileOperations } from './routes/files.js'
import { folderOperations } from './routes/folders.js'
import { healthOperation } from './routes/health.js'
import { shareOperations } from './routes/shares.js'
import { tokenOperation } from './routes/token.js'
import { trashOperations } from './routes/trash.js'

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
  /** Sees each request before everything else, and tells what becomes of it. */
  watch?: RequestHandler
  /** Whose tokens count, for the reference of the API. */
  issuers?: readonly string[]
  /** The address that clients see, for the reference of the API. */
  publicUrl?: string | undefined
  /** The Drive's own page, which is a client of this API. It leaves what is not its own to the API. */
  pages?: RequestHandler | undefined
}

/** The whole API, without a port. */
export function createApp(options: AppOptions): Express {
  const { api, metadata, log, pages, watch } = options
  const operations = operationsOf(options)
  const app = express()
  app.disable('x-powered-by')
  if (watch) app.use(watch)
  app.use(drainAfterAnswer())

  app.use(apiRoutes(operations.filter(({ access }) => access === 'open')))
  app.use(referencePage()) //                       open
  if (metadata) app.use(metadata) //                open
  if (pages) app.use(pages) //                      for people, with sessions of its own
  app.use(api) //                                   below, a valid token is needed
  app.use(apiRoutes(operations.filter(({ access }) => access !== 'open')))

  app.use(() => {
    throw notFound()
  })
  app.use(errorHandler(log))
  return app
}

/** All that the API does: the routes are made of it, and so is the document that describes them. */
function operationsOf({
  api,
  drive,
  maxUploadBytes,
  checkDatabase,
  log,
  issuers = [],
  publicUrl = '/',
}: AppOptions): Operation[] {
  const operations = [
    ...fileOperations(drive, maxUploadBytes),
    ...folderOperations(drive),
    ...shareOperations(drive),
    ...trashOperations(drive),
    healthOperation(checkDatabase, log),
    tokenOperation(api, log),
  ]
  return [...operations, documentOperation(operations, { url: publicUrl, issuers })]
}
