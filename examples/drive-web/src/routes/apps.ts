import { Router } from 'express'
import { Refusal } from '../api/refusal.js'
import type { App } from '../apps/account-api.js'
import { finish, sendPage } from '../http/answer.js'
import { formBody } from '../http/form.js'
import { appsPage, removeAppPage } from '../pages/apps.js'
import { forPeople, type Site, type Visit } from '../visit.js'

/** Which applications have access to the Drive, and how they lose it. */
export function appRoutes(site: Site): Router {
  const { issuer, endAccess } = site.options
  const router = Router()
  router.get(
    '/apps',
    forPeople(site, async ({ res, account, view }) => {
      sendPage(res, appsPage(view, await account.apps()))
    }),
  )
  router.get(
    '/apps/remove',
    forPeople(site, async (visit) => {
      const app = await findApp(visit, visit.query.text('client') ?? '')
      if (app === undefined) throw new Refusal({ status: 404 })
      sendPage(visit.res, removeAppPage(visit.view, app))
    }),
  )
  router.post(
    '/apps/remove',
    formBody,
    forPeople(site, async (visit) => {
      const { req, res, account, form, signedIn } = visit
      const clientId = form.text('client') ?? ''
      // What is not on the list has no access any more. It is not ended on suspicion: the API remembers for a day what was.
      if (await findApp(visit, clientId)) {
        const end = () => endAccess({ issuer, subject: signedIn.claims.sub, clientId })
        // Where the API cannot do it, the app stays on the list, to be tried again. The issuer gives no new tokens from then on; and
        // those that it has given meanwhile end too.
        await end()
        await account.endAccess(clientId)
        await end()
      }
      finish(req, res, '/drive/apps', { done: 'access-ended' })
    }),
  )
  return router
}

/**
 * The app, or nothing where it has no access.
 *
 * @throws {Refusal} 404 for the page of the operator's own, which is no guest in the house
 */
async function findApp({ account }: Visit, clientId: string): Promise<App | undefined> {
  const app = (await account.apps()).find((one) => one.clientId === clientId)
  if (app?.firstParty === true) throw new Refusal({ status: 404 })
  return app
}
