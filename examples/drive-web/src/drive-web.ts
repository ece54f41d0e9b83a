import { resolve } from 'node:path'
import express, { Router } from 'express'
import { securityHeaders } from 'sample-ui'
import { uiRoutes } from 'sample-ui/express'
import { SignIn } from 'sign-in'
import { Refusal } from './api/refusal.js'
import { errorHandler } from './http/error-handler.js'
import type { DriveWebOptions } from './options.js'
import { appRoutes } from './routes/apps.js'
import { fileRoutes } from './routes/files.js'
import { listRoutes, showFolder } from './routes/lists.js'
import { moveRoutes } from './routes/moves.js'
import { nameRoutes } from './routes/names.js'
import { shareRoutes } from './routes/shares.js'
import { afterSignIn, showWelcome, signInRoutes } from './routes/sign-in.js'
import { trashRoutes } from './routes/trash.js'
import { uploadRoutes } from './routes/uploads.js'
import { forPeople, type Site } from './visit.js'

/** All that the pages ask for: the whole Drive, who the person is, and which applications have access. */
const scope =
  'openid profile email offline_access files.read files.write files.delete files.share apps.read apps.revoke'

const publicFolder = resolve(import.meta.dirname, '../public')

/**
 * The Drive's own page: a client of its API, like any other, that stands at the same address under `/drive`. The tokens are bound to a key
 * and stay on the server; the browser has a session cookie.
 *
 * @returns a router for the root of the address, which leaves everything else to those behind it
 * @throws {ConfigurationError} of the sign-in, naming the option
 */
export function driveWeb(options: DriveWebOptions): Router {
  const { origin, resource, issuer, clientId, clientSecret, stores } = options
  const signIn = new SignIn({
    part: 'drive',
    path: '/drive',
    origin,
    issuer,
    clientId,
    clientSecret,
    scope,
    resources: [resource, `${issuer}/account`],
    dpop: true,
    stores,
    ...(options.onEvent && { onEvent: options.onEvent }),
    ...(options.fetch && { fetch: options.fetch }),
    ...(options.clock && { clock: options.clock }),
  })
  const site: Site = { options, signIn }

  const router = Router()
  router.get('/', (_req, res) => res.redirect(302, '/drive'))
  router.use(uiRoutes(origin))
  router.use(pages(site))
  return router
}

function pages(site: Site): Router {
  const { signIn, options } = site
  const headers = securityHeaders({ formAction: [new URL(options.issuer).origin] })
  const router = Router()
  router.use('/drive', (_req, res, next) => {
    // Pages are of one person, and are gone when they have signed out.
    res.set({ ...headers, 'Cache-Control': 'no-store', Vary: 'Cookie, Accept' })
    next()
  })
  router.use(
    '/drive/public',
    express.static(publicFolder, { index: false, redirect: false, cacheControl: false }),
    (_req, res) => void res.status(404).type('text').send('There is no such file.\n'),
  )
  router.use('/drive', signIn.sessions)
  router.use(signIn.routes((outcome, req, res) => afterSignIn(site, outcome, req, res)))
  router.get('/drive', async (req, res, next) => {
    const visitor = await signIn.visitor(req)
    if (visitor.status === 'signed_in') {
      next()
      return
    }
    const elsewhere = visitor.status === 'signed_out_elsewhere'
    if (elsewhere) signIn.acknowledge(req)
    showWelcome(site, req, res, elsewhere ? 'elsewhere' : undefined)
  })
  router.get(
    '/drive',
    forPeople(site, (visit) => showFolder(site, visit, null)),
  )
  router.use(
    '/drive',
    signInRoutes(site),
    listRoutes(site),
    fileRoutes(site),
    uploadRoutes(site),
    nameRoutes(site),
    moveRoutes(site),
    trashRoutes(site),
    shareRoutes(site),
    appRoutes(site),
    notThere,
  )
  router.use('/drive', errorHandler(site))
  return router
}

function notThere(): never {
  throw new Refusal({ status: 404 })
}
