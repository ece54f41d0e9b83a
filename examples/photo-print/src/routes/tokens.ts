import { Router } from 'express'
import { IssuerUnavailable, SignInNeeded } from 'sign-in'
import { tokensPage } from '../pages/tokens.js'
import { sendPage, type Site } from '../site.js'
import { withPerson } from './with-person.js'

const maximumUserinfoLength = 4_000

/** What an application knows of its tokens, shown to learn. */
export function tokenRoutes(site: Site): Router {
  const { driveUrl } = site.environment
  const router = Router()

  router.get(
    '/tokens',
    withPerson(site, async (req, res, person) => {
      // As before any use: refreshed when it is about to expire. What goes wrong stands in the history.
      await person.accessToken().catch((error: unknown) => {
        if (!(error instanceof SignInNeeded || error instanceof IssuerUnavailable)) throw error
      })
      const state = {
        tokens: await person.describe(),
        drive: driveUrl,
        now: site.clock(),
        userinfo: req.session.userinfo,
      }
      await sendPage(site, req, res, (reader) => tokensPage(reader, state))
    }),
  )

  router.post(
    '/tokens/refresh',
    withPerson(site, async (req, res, person) => {
      const { refreshToken } = await person.describe()
      if (refreshToken === undefined) req.session.notice = 'no_refresh_token'
      else {
        await person.refresh()
        req.session.notice = 'refreshed'
      }
      res.redirect(303, '/tokens')
    }),
  )

  router.post(
    '/tokens/userinfo',
    withPerson(site, async (req, res, person) => {
      const claims = await person.userinfo()
      if (JSON.stringify(claims).length <= maximumUserinfoLength) {
        req.session.userinfo = { at: site.clock(), claims }
      }
      res.redirect(303, '/tokens')
    }),
  )
  return router
}
