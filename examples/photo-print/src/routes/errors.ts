import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { IssuerUnavailable, ResourceUnavailable, SignInNeeded, TokenRefused, type Visitor } from 'sign-in'
import { DriveTrouble, NoSuchFile, TooLarge } from '../drive/drive.js'
import { describeError } from '../log.js'
import { troublePage, type Trouble } from '../pages/trouble.js'
import { TooBusy } from '../paper/work.js'
import { sendPage, type Reader, type Site } from '../site.js'
import { BadRequest } from './query.js'
import { isPartOfPage } from './with-person.js'

const retryAfterSeconds = '5'

/** Says what went wrong, and what to do; nothing about how the program is made. */
export function errorHandler(site: Site): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows error handlers by their fourth parameter
  return async (error: unknown, req, res, _next) => {
    if (res.headersSent || res.destroyed) {
      // Too late for a page. The connection ends, so that nobody takes a picture that breaks off for a whole one.
      res.destroy()
      const [trouble, status] = kindOf(error)
      if (status >= 500) site.log(trouble, describeError(error))
      return
    }
    if (error instanceof SignInNeeded || error instanceof TokenRefused) {
      if (isPartOfPage(req)) res.status(403).end()
      else {
        req.session.notice = 'sign_in_again'
        res.redirect(303, '/')
      }
      return
    }
    const [trouble, status] = kindOf(error)
    if (status >= 500) site.log(trouble, describeError(error))
    if (status === 503) res.set('Retry-After', retryAfterSeconds)
    await sendTrouble(site, req, res, trouble, status)
  }
}

export const notFound =
  (site: Site): RequestHandler =>
  (req, res) =>
    sendTrouble(site, req, res, 'not_found', 404)

/** The last resort, when the page of an error cannot be made either. */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows error handlers by their fourth parameter
export const plainError: ErrorRequestHandler = (_error: unknown, _req, res, _next) => {
  if (res.headersSent) res.destroy()
  else res.status(500).type('text').send('Something went wrong here.\n')
}

async function sendTrouble(
  site: Site,
  req: Request,
  res: Response,
  trouble: Trouble,
  status: number,
): Promise<void> {
  // What was posted is not posted again by a link.
  const again = status === 503 ? (req.method === 'GET' ? req.originalUrl : '/') : undefined
  const page = ({ language }: Reader) => troublePage(trouble, status, language, again)
  await sendPage(site, req, res, page, await visitorOf(site, req))
}

/** What fails may be the store of the sessions itself. */
async function visitorOf({ signIn }: Site, req: Request): Promise<Visitor> {
  try {
    return await signIn.visitor(req)
  } catch {
    return { status: 'anonymous' }
  }
}

function kindOf(error: unknown): readonly [Trouble, number] {
  if (error instanceof IssuerUnavailable) return ['issuer_unavailable', 503]
  if (error instanceof ResourceUnavailable || error instanceof DriveTrouble) return ['drive_unavailable', 503]
  if (error instanceof TooBusy) return ['busy', 503]
  if (error instanceof NoSuchFile) return ['not_found', 404]
  if (error instanceof BadRequest || error instanceof TooLarge || isClientError(error))
    return ['bad_request', 400]
  return ['failed', 500]
}

/** Such as a URL that cannot be decoded: Express names the status. */
function isClientError(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error)) return false
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500
}
