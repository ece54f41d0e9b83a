import { Router, type Request } from 'express'
import type { SignInOutcome, OutcomeHandler } from 'sign-in'
import { connectedPage, welcomePage } from '../pages/home.js'
import type { NoticeKey } from '../pages/notices.js'
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

/** What an application shows when a sign-in has ended: the page where it began, which leads home who is not signed in, and the reason. */
export const afterSignIn: OutcomeHandler = (outcome, req, res) => {
  const key = noticeOf(outcome)
  if (key !== undefined) say(req, key)
  res.redirect(303, outcome.back)
}

function noticeOf(outcome: SignInOutcome): NoticeKey | undefined {
  if (outcome.type === 'signed_in') return outcome.prompt === 'none' ? 'connected_silently' : undefined
  if (outcome.type !== 'refused') return outcome.type
  switch (outcome.error) {
    case 'access_denied':
    case 'login_required':
    case 'consent_required':
      return outcome.error
    case 'interaction_required':
      return 'consent_required'
    default:
      return 'refused'
  }
}

function say(req: Request, key: NoticeKey): void {
  req.session.notice = key
}
