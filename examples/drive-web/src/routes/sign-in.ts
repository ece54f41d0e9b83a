import { Router, type Request, type Response } from 'express'
import type { SignInOutcome } from 'sign-in'
import { sendPage } from '../http/answer.js'
import { Fields, formBody } from '../http/form.js'
import { learnPerson } from '../person.js'
import { problemPage } from '../pages/problem.js'
import { welcomePage, type WelcomeReason } from '../pages/welcome.js'
import { viewOf, type Site } from '../visit.js'
import { withQuery } from '../paths.js'

/** The ways in and out. */
export function signInRoutes(site: Site): Router {
  const { signIn } = site
  const router = Router()
  router.get('/sign-in', async (req, res) => {
    const query = Fields.ofAddress(req)
    const maxAge = /^\d{1,6}$/.exec(query.text('max_age') ?? '')?.[0]
    await signIn.begin(req, res, {
      back: query.back,
      ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
    })
  })
  router.post('/sign-out', formBody, async (req, res) => {
    if (Fields.posted(req).text('from') === 'everywhere') {
      await signIn.signOutEverywhere(req, res)
      return
    }
    await signIn.signOut(req)
    res.redirect(303, '/drive')
  })
  return router
}

/** Answers the browser that comes back from the issuer. */
export async function afterSignIn(
  site: Site,
  outcome: SignInOutcome,
  req: Request,
  res: Response,
): Promise<void> {
  const { back } = outcome
  if (outcome.type === 'signed_in') {
    await learnPerson(req, outcome.signedIn)
    res.redirect(303, back)
    return
  }
  const view = { ...viewOf(site, req, res, undefined), path: '/drive' }
  if (outcome.type === 'unavailable') {
    const again = withQuery('/drive/sign-in', { back })
    res.set('Retry-After', '5')
    sendPage(res, problemPage(view, { problem: 'issuer', again }), 503)
    return
  }
  sendPage(res, welcomePage(view, { reason: outcome.type, back }), outcome.type === 'refused' ? 200 : 400)
}

/** Shows what the Drive is to somebody who is not signed in. */
export function showWelcome(site: Site, req: Request, res: Response, reason?: WelcomeReason): void {
  const view = viewOf(site, req, res, undefined)
  sendPage(res, welcomePage(view, { reason, back: req.method === 'GET' ? req.originalUrl : view.path }))
}
