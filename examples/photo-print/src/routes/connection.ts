import { Router, type Request } from 'express'
import type { SignInOutcome, OutcomeHandler } from 'sign-in'
import { connectedPage, welcomePage } from '../pages/home.js'
import type { NoticeKey } from '../pages/notices.js'
import { troublePage } from '../pages/trouble.js'
import { sendPage, type Site } from '../site.js'

/** Seconds: who has signed in longer ago is asked to do so again. */
export const maximumAge = 24 * 60 * 60

/** The home page, and everything that begins or ends a connection. */
export function connectionRoutes(site: Site): Router {
  const { signIn, environment } = site
  const { home } = environment.application
  const router = Router()

  router.get('/', async (req, res) => {
    const visitor = await signIn.visitor(req)
    const connected = visitor.status === 'signed_in' && !(await visitor.signedIn.describe()).ended
    await sendPage(site, req, res, connected ? connectedPage : welcomePage, visitor)
  })

  // `offline_access` counts only when the person is asked, hence prompt=consent (OpenID Connect Core §11). With a maximum age the
  // ID token says when the person has proved who they are (§2), and the client compares it.
  router.post('/connect', (req, res) =>
    signIn.begin(req, res, { prompt: 'consent', maxAge: maximumAge, back: home }),
  )
  router.post('/connect-silently', (req, res) =>
    signIn.begin(req, res, { prompt: 'none', maxAge: maximumAge, back: home }),
  )

  router.post('/forget', async (req, res) => {
    await signIn.forget(req)
    say(req, 'forgotten')
    res.redirect(303, '/')
  })
  router.post('/sign-out', async (req, res) => {
    await signIn.signOut(req)
    say(req, 'signed_out')
    res.redirect(303, '/')
  })
  router.post('/sign-out-everywhere', async (req, res) => {
    // Said when the browser comes back from the authorization server.
    await signIn.signOutEverywhere(req, res, () => say(req, 'signed_out_everywhere'))
  })
  router.post('/disconnect', async (req, res) => {
    await signIn.disconnect(req)
    say(req, 'disconnected')
    res.redirect(303, '/')
  })
  return router
}

/**
 * What is shown when a sign-in has ended: the page where it began, which leads home who is not signed in, and the reason. An answer that
 * nobody here waits for leads nowhere.
 */
export function afterSignIn(site: Site): OutcomeHandler {
  return async (outcome, req, res) => {
    if (outcome.type === 'expired' || outcome.type === 'invalid') {
      const trouble = outcome.type === 'expired' ? 'sign_in_over' : 'answer_not_trusted'
      await sendPage(site, req, res, ({ language }) => troublePage(trouble, 400, language))
      return
    }
    const key = noticeOf(outcome)
    if (key !== undefined) say(req, key)
    res.redirect(303, outcome.back)
  }
}

function noticeOf(outcome: Exclude<SignInOutcome, { type: 'expired' | 'invalid' }>): NoticeKey | undefined {
  switch (outcome.type) {
    case 'signed_in':
      return outcome.prompt === 'none' ? 'connected_silently' : undefined
    case 'unavailable':
      return 'unavailable'
    case 'refused':
      return refusals[outcome.error] ?? 'refused'
  }
}

/** The errors that a person can do something about. @see RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6 */
const refusals: Readonly<Record<string, NoticeKey>> = {
  access_denied: 'access_denied',
  login_required: 'login_required',
  consent_required: 'consent_required',
  interaction_required: 'consent_required',
}

function say(req: Request, key: NoticeKey): void {
  req.session.notice = key
}
