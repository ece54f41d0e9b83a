import { Router } from 'express'
import type { ItemName } from '../api/item.js'
import { Refusal } from '../api/refusal.js'
import { goOn, sendPage } from '../http/answer.js'
import { FaultyForm, formBody } from '../http/form.js'
import { findItem } from '../http/items.js'
import { faultText } from '../pages/faults.js'
import { shareStepPage } from '../pages/share-step.js'
import { nameIn, withQuery } from '../paths.js'
import { forPeople, type Site, type Visit } from '../visit.js'

/** Who else may see or change a file or folder. */
export function shareRoutes(site: Site): Router {
  const router = Router()
  router.get(
    '/share',
    forPeople(site, (visit) => show(visit, visit.query.item, visit.query.back)),
  )
  router.post(
    '/share',
    formBody,
    forPeople(site, (visit) => {
      const { api, form } = visit
      const role = form.text('role')
      if (role !== 'viewer' && role !== 'editor') throw new FaultyForm('no such role')
      return change(visit, (item, email) => api.share(item, email, role))
    }),
  )
  router.post(
    '/unshare',
    formBody,
    forPeople(site, (visit) => change(visit, (item, email) => visit.api.unshare(item, email))),
  )
  return router
}

async function change(visit: Visit, work: (item: ItemName, email: string) => Promise<void>): Promise<void> {
  const { req, res, form, view } = visit
  const { item, back } = form
  const email = (form.text('email') ?? '').trim()
  try {
    // What has no part before and behind the @ is no address, and `.` would be another path.
    if (!/^[^\s@/]+@[^\s@/]+$/.test(email) || email.length > 254) throw new Refusal({ status: 400 })
    await work(item, email)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 401) throw error
    const isOwn = email.toLowerCase() === view.person?.email?.toLowerCase()
    const text = faultText(error, view.language, isOwn ? 'self' : 'email')
    await show(visit, item, back, { email, text, status: error.status })
    return
  }
  goOn(req, res, sharePath(item, back))
}

async function show(
  { res, api, view }: Pick<Visit, 'res' | 'api' | 'view'>,
  name: ItemName,
  back: string,
  fault?: { readonly email: string; readonly text: string; readonly status: number },
): Promise<void> {
  const [item, shares] = await Promise.all([findItem(api, name), api.shares(name)])
  const page = shareStepPage(view, {
    item,
    shares,
    back,
    ...(fault && { email: fault.email, fault: fault.text }),
  })
  sendPage(res, page, fault?.status ?? 200)
}

const sharePath = (item: ItemName, back: string) => withQuery('/drive/share', { item: nameIn(item), back })
