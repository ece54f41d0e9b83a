import { Router } from 'express'
import { Refusal } from '../api/refusal.js'
import { finish, sendPage } from '../http/answer.js'
import { formBody } from '../http/form.js'
import { findItem } from '../http/items.js'
import { faultText } from '../pages/faults.js'
import { nameStepPage, type NameStep } from '../pages/name-step.js'
import { nameIn } from '../paths.js'
import { forPeople, type Site, type Visit } from '../visit.js'

/** New folders, and new names. */
export function nameRoutes(site: Site): Router {
  const router = Router()
  router.get(
    '/new-folder',
    forPeople(site, ({ res, view, query }) => {
      const hidden = { parent: query.folder('parent') ?? undefined }
      sendPage(res, nameStepPage(view, { step: 'new-folder', hidden, name: '', back: query.back }))
    }),
  )
  router.post(
    '/new-folder',
    formBody,
    forPeople(site, async (visit) => {
      const { req, res, api, form } = visit
      const parent = form.folder('parent') ?? null
      const name = form.text('name') ?? ''
      const step = {
        step: 'new-folder',
        hidden: { parent: parent ?? undefined },
        name,
        back: form.back,
      } as const
      if (await refused(visit, step, () => api.createFolder(name, parent))) return
      finish(req, res, form.back, { done: 'folder-created' })
    }),
  )
  router.get(
    '/rename',
    forPeople(site, async ({ res, api, view, query }) => {
      const { name } = await findItem(api, query.item)
      const hidden = { item: nameIn(query.item) }
      sendPage(res, nameStepPage(view, { step: 'rename', hidden, name, back: query.back }))
    }),
  )
  router.post(
    '/rename',
    formBody,
    forPeople(site, async (visit) => {
      const { req, res, api, form } = visit
      const { item, back } = form
      const name = form.text('name') ?? ''
      const step = { step: 'rename', hidden: { item: nameIn(item) }, name, back } as const
      if (await refused(visit, step, () => api.rename(item, name))) return
      finish(req, res, back, { done: 'renamed' })
    }),
  )
  return router
}

/** Shows the form again, with what was wrong, where the API refuses the name. @returns whether it did */
async function refused({ res, view }: Visit, step: NameStep, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return false
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 401) throw error
    const fault = faultText(error, view.language, 'name')
    sendPage(res, nameStepPage(view, { ...step, fault }), error.status)
    return true
  }
}
