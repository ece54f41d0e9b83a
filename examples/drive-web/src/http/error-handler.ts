import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, Request, Response } from 'express'
import { IssuerUnavailable, ResourceUnavailable, SignInNeeded, TokenRefused } from 'sign-in'
import { ApiUnavailable, Refusal } from '../api/refusal.js'
import { leaveNotice } from '../notice.js'
import { problemPage, problemText, type PageProblem } from '../pages/problem.js'
import { withQuery } from '../paths.js'
import { showWelcome } from '../routes/sign-in.js'
import { viewOf, type Site } from '../visit.js'
import { wantsJson } from './answer.js'
import { FaultyForm } from './form.js'

/** Who has signed in less than this ago is not sent to do it again: it would not help, and go round in circles. */
const circleMs = 10_000

/** Answers everything that goes wrong with a page that says what it is and what can be done. */
export function errorHandler(site: Site): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (res.headersSent || res.destroyed) {
      res.destroy()
      return
    }
    try {
      if (needsSignIn(error)) await sendToSignIn(site, req, res)
      else await explain(site, error, req, res)
    } catch (another) {
      if (another instanceof IssuerUnavailable) await explain(site, another, req, res)
      else next(another)
    }
  }
}

function needsSignIn(error: unknown): boolean {
  return error instanceof SignInNeeded || (error instanceof Refusal && error.status === 401)
}

async function sendToSignIn(site: Site, req: Request, res: Response): Promise<void> {
  const visitor = await site.signIn.visitor(req)
  if (visitor.status === 'signed_in') {
    const now = site.options.clock?.() ?? Date.now()
    if (now - visitor.signedIn.signedInAt < circleMs) {
      await explain(site, new TokenRefused('sign_in_again'), req, res)
      return
    }
  }
  if (visitor.status === 'signed_out_elsewhere' && req.method === 'GET' && !wantsJson(req)) {
    site.signIn.acknowledge(req)
    showWelcome(site, req, res, 'elsewhere')
    return
  }
  // Pictures and other parts of a page have nobody in front of them who could sign in.
  const destination = req.headers['sec-fetch-dest']
  if (destination === 'image') {
    res.status(401).end()
    return
  }
  const back = req.method === 'GET' ? req.originalUrl : viewOf(site, req, res, undefined).path
  if (req.method !== 'GET') leaveNotice(res, { done: 'repeat' })
  if (wantsJson(req)) res.status(401).json({ location: withQuery('/drive/sign-in', { back }) })
  else await site.signIn.begin(req, res, { back })
}

interface Explanation {
  readonly problem: PageProblem
  readonly status: number
}

function explanationOf(error: unknown): Explanation | undefined {
  if (error instanceof Refusal) return refusal(error)
  if (error instanceof ApiUnavailable || error instanceof ResourceUnavailable)
    return { problem: 'api', status: 503 }
  if (error instanceof IssuerUnavailable) return { problem: 'issuer', status: 503 }
  if (error instanceof TokenRefused) return { problem: 'no-token', status: 502 }
  if (error instanceof FaultyForm) return { problem: 'form', status: 400 }
  if (error instanceof URIError) return { problem: 'not-found', status: 404 }
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  return status === 400 || status === 413 || status === 415 ? { problem: 'form', status } : undefined
}

function refusal({ status }: Refusal): Explanation {
  if (status === 404) return { problem: 'not-found', status }
  if (status === 403) return { problem: 'read-only', status }
  if (status >= 500) return { problem: 'api', status: 503 }
  return { problem: 'refused', status }
}

async function explain(site: Site, error: unknown, req: Request, res: Response): Promise<void> {
  const found = explanationOf(error)
  const id = found === undefined ? randomUUID() : undefined
  const { problem, status } = found ?? { problem: 'fault', status: 500 }
  if (id !== undefined) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    site.options.log('page_failed', { id, method: req.method, path: req.path, error: message })
  }
  const visitor = await site.signIn.visitor(req)
  const view = viewOf(site, req, res, visitor.status === 'signed_in' ? visitor.signedIn : undefined)
  res.status(status)
  if (status === 503) res.set('Retry-After', '5')
  if (wantsJson(req)) {
    res.json({ message: problemText(problem, view.language) })
    return
  }
  const temporary = status >= 500
  const again = temporary && req.method === 'GET' ? view.path : undefined
  res.type('html').send(problemPage(view, { problem, again, id }))
}
