import { createHash, timingSafeEqual } from 'node:crypto'
import express, { type Express, type Request, type RequestHandler } from 'express'
import { isSameOrigin, languageOf, type PartLink, securityHeaders } from 'sample-ui'
import { ownAddress, uiRoutes } from 'sample-ui/express'
import { panelAsset } from '../panel-assets.js'
import { diagram } from './diagram.js'
import { observerPage } from './page.js'
import type { PartSwitch } from './part-switch.js'
import { readSteps } from './read-steps.js'
import { StepLog } from './step-log.js'

export interface ObserverOptions {
  /** What the parts show to tell something, or to be told. */
  readonly stepsKey: string
  /** Of the observer, as browsers see it. */
  readonly origin: string
  readonly parts?: readonly PartLink[]
  readonly log?: StepLog
  /** Stops parts and starts them again, where there is such a thing. */
  readonly partSwitch?: PartSwitch
}

/** How many steps a panel shows, and the page of the observer. */
const mostInPanel = 60
const mostOnPage = 300

/**
 * The observer, without a port: it takes steps of the parts, and shows them. People see what it has on its page, programs only with the
 * key; nothing of it is on a disk.
 */
export function createObserver({
  stepsKey,
  origin,
  parts = [],
  log = new StepLog(),
  partSwitch,
}: ObserverOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(ownAddress(origin))
  const { host } = new URL(origin)
  app.use((req, res, next) => {
    res.set(securityHeaders())
    // A page elsewhere whose name leads to this machine is not of this origin, whatever its browser believes.
    if (req.headers.host === host) next()
    else res.status(403).type('text').send('This is another host.\n')
  })
  app.use(uiRoutes(origin))
  app.get('/healthz', (_req, res) => void res.type('text').send('ok\n'))

  const withKey = requireKey(stepsKey)
  app.post('/steps', withKey, express.json({ limit: '1mb' }), (req, res) => {
    const steps = readSteps(req.body)
    if (steps === undefined) {
      res.status(400).type('text').send('These are no steps.\n')
      return
    }
    log.add(steps)
    res.status(204).end()
  })
  app.delete('/steps', withKey, (_req, res) => {
    log.clear()
    res.status(204).end()
  })
  const born = Date.now().toString(36)
  const show = (req: Request, most: number) => {
    const language = req.query.language === 'uz' ? ('uz' as const) : ('en' as const)
    const onlyRefusals = req.query.refusals !== undefined
    return {
      etag: `"${born}-${log.version}-${language}-${onlyRefusals ? 'refusals' : 'all'}-${most}"`,
      draw: () => diagram(log.steps, { language, onlyRefusals, most }).toString(),
    }
  }
  const fragment =
    (most: number): RequestHandler =>
    (req, res) => {
      const { etag, draw } = show(req, most)
      res.set({ ETag: etag, 'Cache-Control': 'private, no-cache' })
      if (req.headers['if-none-match'] === etag) res.status(304).end()
      else res.type('html').send(draw())
    }
  app.get('/panel', withKey, fragment(mostInPanel))

  // What follows is for people at this machine, and for the pages of this origin.
  app.get('/what-just-happened', fragment(mostOnPage))
  app.get('/what-just-happened/:file', (req, res, next) => {
    const asset = panelAsset(req.path)
    if (asset) res.set(asset.headers).send(asset.body)
    else next()
  })
  const ownForms: RequestHandler = (req, res, next) => {
    if (isSameOrigin(req.headers, origin)) next()
    else res.status(403).type('text').send('This is not a form of this page.\n')
  }
  app.post(['/what-just-happened/clear', '/clear'], ownForms, (_req, res) => {
    log.clear()
    res.redirect(303, '/')
  })
  app.post('/parts', ownForms, express.urlencoded({ extended: false, limit: '1kb' }), async (req, res) => {
    const { stop, start } = req.body as Readonly<Record<string, unknown>>
    if (typeof stop === 'string') await partSwitch?.turn(stop, false)
    else if (typeof start === 'string') await partSwitch?.turn(start, true)
    res.redirect(303, '/')
  })
  app.get('/', (req, res) => {
    const language = languageOf(req.headers)
    const onlyRefusals = req.query.refusals !== undefined
    const shown = diagram(log.steps, { language, onlyRefusals, most: mostOnPage })
    res.set('Cache-Control', 'no-store').send(
      observerPage(shown, {
        language,
        onlyRefusals,
        parts,
        path: req.originalUrl,
        switchable: partSwitch?.parts ?? [],
      }),
    )
  })
  app.use((_req, res) => void res.status(404).type('text').send('There is nothing here.\n'))
  app.use(failed)
  return app
}

/** Whoever has not the key learns nothing; how long the comparison takes tells nothing of the key. */
function requireKey(key: string): RequestHandler {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  const expected = hash(`Bearer ${key}`)
  return (req, res, next) => {
    if (timingSafeEqual(hash(req.headers.authorization ?? ''), expected)) next()
    else res.status(401).set('WWW-Authenticate', 'Bearer').type('text').send('The key is missing or wrong.\n')
  }
}

/** A body that is too large or no JSON; anything else is a mistake of this program, of which the log tells and not the answer. */
const failed: express.ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) {
    next(error)
    return
  }
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  if (status === 400 || status === 413 || status === 415) {
    res.status(status).type('text').send('The request cannot be read.\n')
    return
  }
  process.stderr.write(
    `what just happened: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  res.status(500).type('text').send('Something went wrong here.\n')
}
