import { Router, type Request } from 'express'
import type { Upload } from '../api/drive-api.js'
import { Refusal } from '../api/refusal.js'
import { finish, sendPage, wantsJson } from '../http/answer.js'
import { FaultyForm } from '../http/form.js'
import { untilGone } from '../http/relay.js'
import { uploadBody } from '../http/upload-body.js'
import { faultText } from '../pages/faults.js'
import { replaceStepPage } from '../pages/replace-step.js'
import { uploadProblemPage } from '../pages/upload-problem.js'
import { forPeople, type Site, type Visit } from '../visit.js'

/** What a form weighs beside the file in it, as the API allows. */
const envelopeBytes = 64 * 1024

/**
 * Uploads. A form with one file is handed on to the API as it comes, and never in memory as a whole: its boundary and its names are read
 * by the API alone.
 */
export function uploadRoutes(site: Site): Router {
  const { maxUploadBytes } = site.options
  const router = Router()
  router.post(
    '/upload',
    forPeople(site, async (visit) => {
      const { req, res, api, query, view } = visit
      const { back } = query
      const folder = query.folder('folder') ?? null
      try {
        await api.upload(folder, await uploadOf(visit, maxUploadBytes))
      } catch (error) {
        if (!(error instanceof Refusal) || error.status === 401) throw error
        const message = uploadFault(error, visit)
        if (wantsJson(req)) res.status(error.status).json({ message })
        else sendPage(res, uploadProblemPage(view, { message, back }), error.status)
        return
      }
      if (wantsJson(req)) res.status(201).json({})
      else finish(req, res, back, { done: 'uploaded' })
    }),
  )
  router.get(
    '/replace',
    forPeople(site, async ({ res, api, view, query }) => {
      const file = await api.file(query.item.id)
      sendPage(res, replaceStepPage(view, { file, maxUploadBytes, back: query.back }))
    }),
  )
  router.post(
    '/replace',
    forPeople(site, async (visit) => {
      const { req, res, api, view, query } = visit
      const { back, item } = query
      try {
        await api.replace(item.id, await uploadOf(visit, maxUploadBytes))
      } catch (error) {
        if (!(error instanceof Refusal) || error.status === 401) throw error
        const file = await api.file(item.id)
        const fault = uploadFault(error, visit)
        sendPage(res, replaceStepPage(view, { file, maxUploadBytes, back, fault }), error.status)
        return
      }
      finish(req, res, back, { done: 'replaced' })
    }),
  )
  return router
}

/**
 * The body that is handed on. The API is asked something small before: what is sent as it comes cannot be sent again, so the token has to
 * count, and a nonce, where the API wants one in proofs (RFC 9449 §9), has to be known.
 */
async function uploadOf({ req, res, api }: Visit, maxUploadBytes: number): Promise<Upload> {
  const contentType = req.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw new FaultyForm('not a form with a file')
  if (lengthOf(req) > maxUploadBytes + envelopeBytes) throw new Refusal({ status: 413 })
  await api.files('root', { limit: 1 })
  return { headers: { 'content-type': contentType }, body: uploadBody(req), signal: untilGone(res) }
}

function lengthOf(req: Request): number {
  return Number(req.headers['content-length'] ?? 0)
}

/** A 400 is about the form or about the name of the file in it; the API says which, in the path of what is wrong. */
function uploadFault(error: Refusal, { view }: Visit): string {
  return faultText(error, view.language, error.paths.includes('filename') ? 'name' : 'form')
}
