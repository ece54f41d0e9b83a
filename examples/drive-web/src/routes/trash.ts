import { Router } from 'express'
import { Refusal } from '../api/refusal.js'
import { finish, goOn, sendPage, wantsJson } from '../http/answer.js'
import { formBody, type Fields } from '../http/form.js'
import { forEachItem } from '../http/items.js'
import { drivePath } from '../drive-path.js'
import { deleteStepPage } from '../pages/delete-step.js'
import { leaveNotice } from '../notice.js'
import { nameIn, withQuery } from '../paths.js'
import { forPeople, type Site, type Visit } from '../visit.js'

/** Into the trash, out of it, and away for good. */
export function trashRoutes(site: Site): Router {
  const router = Router()
  router.post(
    '/trash',
    formBody,
    forPeople(site, async ({ req, res, api, form }) => {
      const { done, failed } = await forEachItem(form.items, (item) => api.trash(item))
      finish(req, res, form.back, { done: 'trashed', count: done.length, failed, undo: done.map(nameIn) })
    }),
  )
  router.post(
    '/restore',
    formBody,
    forPeople(site, async ({ req, res, api, form }) => {
      const { done, failed } = await forEachItem(form.items, (item) => api.restore(item))
      finish(req, res, form.back, { done: 'restored', count: done.length, failed })
    }),
  )
  router.get(
    '/delete',
    forPeople(site, ({ res, view, query }) => {
      const again = query.text('again') === '1'
      sendPage(res, deleteStepPage(view, { items: chosen(query), again, back: '/drive/trash' }))
    }),
  )
  router.post(
    '/delete',
    formBody,
    forPeople(site, (visit) => deleteForGood(site, visit)),
  )
  return router
}

async function deleteForGood(site: Site, visit: Visit): Promise<void> {
  const { req, res, api, form } = visit
  const items = chosen(form)
  try {
    if (items === 'all') {
      await api.emptyTrash()
      finish(req, res, '/drive/trash', { done: 'trash-emptied' })
      return
    }
    const { done, failed } = await forEachItem(form.items, (item) => api.deleteForGood(item))
    finish(req, res, '/drive/trash', { done: 'deleted', count: done.length, failed })
  } catch (error) {
    if (!(error instanceof Refusal) || !error.wantsNewSignIn) throw error
    await signInAgain(site, visit, items, error.maxAgeSeconds ?? 0)
  }
}

/**
 * The Drive deletes for good only for who has signed in a short while ago. The person signs in once more, and comes back to the question;
 * nothing is deleted by coming back, since that is a mere address.
 *
 * @see RFC 9470 §4
 */
async function signInAgain(
  { signIn }: Site,
  { req, res, signedIn }: Visit,
  items: readonly string[] | 'all',
  maxAge: number,
): Promise<void> {
  const query = items === 'all' ? { all: '1', again: '1' } : { item: items, again: '1' }
  const way = withQuery('/drive/delete', query)
  // The way back may be too long to be taken.
  const back = drivePath(way, '/drive/trash')
  if (back !== way) leaveNotice(res, { done: 'repeat' })
  if (wantsJson(req)) {
    // A script cannot follow to the issuer; the browser goes there itself.
    goOn(req, res, withQuery('/drive/sign-in', { back, max_age: String(maxAge) }))
    return
  }
  const { email } = signedIn.claims
  await signIn.begin(req, res, { back, maxAge, ...(typeof email === 'string' && { loginHint: email }) })
}

function chosen(fields: Fields): readonly string[] | 'all' {
  return fields.text('all') === '1' ? 'all' : fields.items.map(nameIn)
}
