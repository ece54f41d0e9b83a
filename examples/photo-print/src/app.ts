import { fileURLToPath } from 'node:url'
import express, { type Express } from 'express'
import { securityHeaders } from 'sample-ui'
import { uiRoutes } from 'sample-ui/express'
import { SignIn, type SignInOptions, type Stores } from 'sign-in'
import { observation } from 'what-just-happened'
import { observed } from 'what-just-happened/express'
import './session-data.js'
import type { Environment } from './environment.js'
import type { Log } from './log.js'
import { Work } from './paper/work.js'
import { afterSignIn, connectionRoutes } from './routes/connection.js'
import { documentRoutes } from './routes/documents.js'
import { errorHandler, notFound, plainError } from './routes/errors.js'
import { photoRoutes } from './routes/photos.js'
import { tokenRoutes } from './routes/tokens.js'
import { writeRoutes } from './routes/write.js'
import type { Site } from './site.js'

export interface AppOptions extends Pick<SignInOptions, 'fetch' | 'onEvent' | 'clock'> {
  readonly environment: Environment
  readonly stores: Stores
  readonly log: Log
}

const scope = 'openid profile email offline_access files.read'
/** PDFs that are made at the same time. */
const maximumAtWork = 2

/** The whole application, without a port. */
export function createApp({ environment, stores, log, ...rest }: AppOptions): Express {
  const { application, url, issuer, driveUrl, clientId, clientSecret, observer } = environment
  const watched = observer && observation(observer)
  const signIn = new SignIn({
    ...watched?.clientAs(application.part, {
      [new URL(issuer).origin]: 'authorization-server',
      [new URL(driveUrl).origin]: 'drive',
    }),
    ...rest,
    part: application.part,
    origin: url,
    issuer,
    clientId,
    clientSecret,
    scope,
    resources: [driveUrl],
    stores,
  })
  const { clock = Date.now } = rest
  const site: Site = { environment, signIn, work: new Work(maximumAtWork), log, clock }

  const app = express()
  app.disable('x-powered-by')
  if (watched) app.use(observed(watched, () => application.part, url))
  app.use((_req, res, next) => {
    // A form that begins a sign-in leads to the issuer.
    res.set(securityHeaders({ formAction: [new URL(issuer).origin] }))
    next()
  })
  app.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' })
  })
  app.use(uiRoutes(url))
  app.use(
    '/static',
    express.static(fileURLToPath(new URL('../public', import.meta.url)), {
      cacheControl: false,
      index: false,
    }),
  )
  app.use(signIn.sessions)
  app.use(signIn.routes(afterSignIn(site)))
  app.use(connectionRoutes(site))
  app.use(application.takes === 'images' ? photoRoutes(site) : documentRoutes(site))
  app.use(writeRoutes(site))
  app.use(tokenRoutes(site))
  app.use(notFound(site))
  app.use(errorHandler(site))
  app.use(plainError)
  return app
}
