import { Router } from 'express'
import type { DriveFile } from '../api/answers.js'
import type { DriveApi } from '../api/drive-api.js'
import { Refusal } from '../api/refusal.js'
import { sendPage } from '../http/answer.js'
import type { Fields } from '../http/form.js'
import { idIn } from '../http/id.js'
import { askedOf, relay, untilGone } from '../http/relay.js'
import { hasPicture, imageType, isText, largestPicture } from '../kinds.js'
import { previewPage, type Preview } from '../pages/preview.js'
import { readText } from '../http/read-text.js'
import { withQuery } from '../paths.js'
import { readSort, sortParameter } from '../sort.js'
import { forPeople, type Site, type Visit } from '../visit.js'
import { filesPerPage } from './lists.js'

/** Everything that users have stored is sent with this: it is no page, runs nothing, and embeds nothing. */
const storedContent = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cache-Control': 'private, no-cache',
}

/** The page of a file, and what it holds. */
export function fileRoutes(site: Site): Router {
  const router = Router()
  router.get('/files/:id', forPeople(site, showFile))
  router.get('/files/:id/content', forPeople(site, download))
  router.get('/files/:id/image', forPeople(site, sendImage))
  return router
}

async function showFile({ req, res, api, view, query }: Visit): Promise<void> {
  const file = await api.file(idIn(req))
  const [folder, preview, neighbours] = await Promise.all([
    file.folder === null ? undefined : unlessHidden(api.folder(file.folder)),
    previewOf(api, file, untilGone(res)),
    neighboursOf(api, file, query),
  ])
  sendPage(res, previewPage(view, { file, folder, preview, ...neighbours }))
}

async function previewOf(api: DriveApi, file: DriveFile, signal: AbortSignal): Promise<Preview> {
  if (imageType(file.contentType) !== undefined) return { kind: hasPicture(file) ? 'picture' : 'too-big' }
  if (!isText(file)) return { kind: 'none' }
  const text = await readText(await api.content(file.id, { 'accept-encoding': 'identity' }, signal))
  return text === undefined ? { kind: 'none' } : { kind: 'text', ...text }
}

/** What stands before and after a file, in the page of the list from which its page was opened. */
async function neighboursOf(api: DriveApi, { id, folder, role }: DriveFile, query: Fields) {
  const sort = readSort(query.text('sort'))
  const from = query.cursor('from')
  const none = { previous: undefined, next: undefined }
  // What is shared by itself lies in a folder of somebody else's, and stands beside nothing.
  if (folder === null && role !== 'owner') return none
  const where = folder ?? 'root'
  const page = await unlessHidden(api.files(where, { sort, cursor: from, limit: filesPerPage }))
  const at = page?.files.findIndex((file) => file.id === id) ?? -1
  if (page === undefined || at < 0) return none
  const path = (file: DriveFile | undefined, cursor = from) =>
    file && withQuery(`/drive/files/${file.id}`, { sort: sortParameter(sort), from: cursor })
  const last = at === page.files.length - 1
  if (!last || page.next === null)
    return { previous: path(page.files[at - 1]), next: path(page.files[at + 1]) }
  const after = await unlessHidden(api.files(where, { sort, cursor: page.next, limit: 1 }))
  return { previous: path(page.files[at - 1]), next: path(after?.files[0], page.next) }
}

/** Nothing for what the caller may not see, and for a cursor that is none. */
function unlessHidden<T>(found: Promise<T>): Promise<T | undefined> {
  return found.catch((error: unknown) => {
    if (error instanceof Refusal && [400, 403, 404].includes(error.status)) return undefined
    throw error
  })
}

/** The type that a file was stored with is not repeated: to a browser a download is bytes. */
async function download({ req, res, api }: Visit): Promise<void> {
  if (!isNavigation(req.headers['sec-fetch-dest'])) throw new Refusal({ status: 404 })
  const answer = await api.content(idIn(req), askedOf(req), untilGone(res))
  await relay(answer, res, { ...storedContent, 'Content-Type': 'application/octet-stream' })
}

/** A picture, and nothing else: the type is one of a list, never what somebody has written. */
async function sendImage({ req, res, api }: Visit): Promise<void> {
  const destination = req.headers['sec-fetch-dest']
  if (destination !== 'image' && !isNavigation(destination)) throw new Refusal({ status: 404 })
  const answer = await api.content(idIn(req), askedOf(req), untilGone(res))
  const type = imageType(answer.headers.get('content-type') ?? '')
  const tooLarge = Number(answer.headers.get('content-length') ?? 0) > largestPicture
  if (answer.status !== 304 && (type === undefined || tooLarge)) {
    await answer.body?.cancel()
    throw new Refusal({ status: 404 })
  }
  await relay(answer, res, {
    ...storedContent,
    ...(type !== undefined && { 'Content-Type': type }),
    'Content-Disposition': 'inline',
  })
}

/** Nothing that users have stored is a script or a style sheet of these pages. */
function isNavigation(destination: string | string[] | undefined): boolean {
  return destination === undefined || destination === 'document' || destination === 'empty'
}
