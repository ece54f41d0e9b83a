import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { type RequestHandler, Router } from 'express'
import { onlyMethods } from '../http/methods.js'

const require = createRequire(import.meta.url)

/** The page and its own script and style. */
const own = resolve(import.meta.dirname, '../../public')
/** Swagger UI, as it was installed: nothing is fetched from elsewhere. */
const library = dirname(require.resolve('swagger-ui-dist/package.json'))
/** What the page asks for, of all that the library has. */
const libraryFiles = ['swagger-ui.css', 'swagger-ui-bundle.js']

/** Its icons are in its style sheet (`data:`). It sets styles by script, which this allows, and has none in its markup. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers: RequestHandler = (_req, res, next) => {
  res.setHeader('Content-Security-Policy', policy)
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Referrer-Policy', 'no-referrer')
  next()
}

/** The reference of the API for people, at `/docs`: Swagger UI over `/openapi.json`. Open to everybody. */
export function referencePage(): Router {
  const router = Router({ strict: true })
  router.use('/docs', headers)
  router.get('/docs', (_req, res) => res.sendFile('index.html', { root: own }))
  // What the page asks for is named from `/docs`. The way there is relative, as behind a proxy there may be a path before it.
  router.get('/docs/', (_req, res) => res.redirect(301, '../docs'))
  for (const name of ['reference.js', 'reference.css']) {
    router.get(`/docs/${name}`, (_req, res) => res.sendFile(name, { root: own }))
  }
  for (const name of libraryFiles) {
    router.get(`/docs/${name}`, (_req, res) => res.sendFile(name, { root: library, maxAge: '1 hour' }))
  }
  router.all(['/docs', '/docs/'], onlyMethods('GET', 'HEAD'))
  return router
}
