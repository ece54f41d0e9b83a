import { Router } from 'express'
import { folderOf } from '../api/item.js'
import { Refusal } from '../api/refusal.js'
import { finish, sendPage } from '../http/answer.js'
import { formBody, type Fields } from '../http/form.js'
import { findItem, forEachItem } from '../http/items.js'
import { faultText } from '../pages/faults.js'
import { moveStepPage } from '../pages/move-step.js'
import { nameIn } from '../paths.js'
import { forPeople, type Site, type Visit } from '../visit.js'

const foldersPerPage = 50

/** Moves files and folders into another folder. */
export function moveRoutes(site: Site): Router {
  const router = Router()
  router.get(
    '/move',
    forPeople(site, (visit) => showPicker(visit, visit.query)),
  )
  router.post(
    '/move',
    formBody,
    forPeople(site, async (visit) => {
      const { req, res, api, form, view } = visit
      const to = form.folder('to') ?? null
      try {
        const { done, failed } = await forEachItem(form.items, (item) => api.move(item, to))
        finish(req, res, form.back, { done: 'moved', count: done.length, failed })
      } catch (error) {
        if (!(error instanceof Refusal) || error.status === 401) throw error
        await showPicker(visit, form, { text: faultText(error, view.language), status: error.status })
      }
    }),
  )
  return router
}

/** Shows the folders in one folder: in the one that is asked for, or else in that in which the first item lies. */
async function showPicker(
  { res, api, view }: Visit,
  fields: Fields,
  fault?: { readonly text: string; readonly status: number },
): Promise<void> {
  const { items, back } = fields
  const first = await findItem(api, items[0])
  const asked = fields.folder('to')
  const to = asked === undefined ? folderOf(first) : asked
  const [folder, page] = await Promise.all([
    to === null ? undefined : api.folder(to),
    api.folders(to ?? 'root', { sort: 'name', cursor: fields.cursor('cursor'), limit: foldersPerPage }),
  ])
  sendPage(
    res,
    moveStepPage(view, {
      items: items.map(nameIn),
      folder,
      // An editor may move into folders that they may look into alone; those would refuse.
      folders: page.folders.filter(({ role }) => role !== 'viewer'),
      next: page.next,
      toTop: first.role === 'owner',
      there: folderOf(first) === to,
      back,
      fault: fault?.text,
    }),
    fault?.status ?? 200,
  )
}
