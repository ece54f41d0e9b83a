import { Router } from 'express'
import { Refusal } from '../api/refusal.js'
import type { DriveFile, DriveFolder } from '../api/answers.js'
import { FaultyForm, type Fields } from '../http/form.js'
import { idIn } from '../http/id.js'
import { sendPage } from '../http/answer.js'
import { folderPage } from '../pages/folder.js'
import { searchPage } from '../pages/search.js'
import { sharedPage } from '../pages/shared.js'
import { trashPage } from '../pages/trash.js'
import { folderPath, withQuery } from '../paths.js'
import { folderSort, readSort, sortParameter } from '../sort.js'
import { forPeople, type Site, type Visit } from '../visit.js'

/** Files on a page. Folders come in pages of their own before, all of which are shown first. */
export const filesPerPage = 50
const foldersPerPage = 100

/** The lists: folders, what others share, the trash, and what a search finds. */
export function listRoutes(site: Site): Router {
  const router = Router()
  router.get(
    '/folders/:id',
    forPeople(site, (visit) => showFolder(site, visit, idIn(visit.req))),
  )
  router.get(
    '/shared',
    forPeople(site, async ({ api, view, res, query }) => {
      const page = await api.shared({ cursor: query.cursor('cursor') })
      sendPage(res, sharedPage(view, { items: itemsOf(page), more: nextOf('/drive/shared', page.next) }))
    }),
  )
  router.get(
    '/trash',
    forPeople(site, async ({ api, view, res, query }) => {
      const page = await api.trashed({ cursor: query.cursor('cursor') })
      sendPage(res, trashPage(view, { items: itemsOf(page), more: nextOf('/drive/trash', page.next) }))
    }),
  )
  router.get('/search', forPeople(site, search))
  return router
}

/** @param id null for the top */
export async function showFolder({ options }: Site, visit: Visit, id: string | null): Promise<void> {
  const { api, view, query, res } = visit
  const sort = readSort(query.text('sort'))
  const where = id ?? 'root'
  const [folder, page] = await Promise.all([
    id === null ? undefined : api.folder(id),
    readPage(query, {
      folders: (cursor) => api.folders(where, { sort: folderSort(sort), cursor, limit: foldersPerPage }),
      files: (cursor) => api.files(where, { sort, cursor, limit: filesPerPage }),
    }),
  ])
  const { items, more, continued } = page
  const address = withQuery(folderPath(id), { sort: sortParameter(sort) })
  sendPage(
    res,
    folderPage(view, {
      folder,
      items,
      sort,
      continued,
      more: more && withQuery(address, more),
      filesFrom: query.cursor('files'),
      maxUploadBytes: options.maxUploadBytes,
    }),
  )
}

async function search({ api, view, query, res }: Visit): Promise<void> {
  const q = (query.text('q') ?? '').trim().slice(0, 255)
  if (q === '' || /\p{Cc}/u.test(q)) {
    sendPage(res, searchPage(view, { q: '', items: [], more: undefined }))
    return
  }
  const { items, more } = await readPage(query, {
    folders: (cursor) => api.folders(undefined, { q, sort: 'name', cursor, limit: foldersPerPage }),
    files: (cursor) => api.files(undefined, { q, sort: 'name', cursor, limit: filesPerPage }),
  })
  const address = withQuery('/drive/search', { q })
  sendPage(res, searchPage(view, { q, items, more: more && withQuery(address, more) }))
}

interface Lists {
  readonly folders: (cursor: string | undefined) => Promise<{ folders: DriveFolder[]; next: string | null }>
  readonly files: (cursor: string | undefined) => Promise<{ files: DriveFile[]; next: string | null }>
}

interface ListPage {
  readonly items: readonly (DriveFile | DriveFolder)[]
  /** What the address of the next page says. */
  readonly more: Readonly<Record<string, string>> | undefined
  readonly continued: boolean
}

/** A page of a list in which all folders come before all files. */
async function readPage(query: Fields, lists: Lists): Promise<ListPage> {
  const [foldersFrom, filesFrom] = [query.cursor('folders'), query.cursor('files')]
  const continued = foldersFrom !== undefined || filesFrom !== undefined
  try {
    // Files are asked for at the same time: most lists have few folders.
    const [{ folders, next }, files] = await Promise.all([
      filesFrom === undefined ? lists.folders(foldersFrom) : { folders: [], next: null },
      lists.files(filesFrom),
    ])
    if (next !== null) return { items: folders, more: { folders: next }, continued }
    return {
      items: [...folders, ...files.files],
      more: files.next === null ? undefined : { files: files.next },
      continued,
    }
  } catch (error) {
    // A cursor of another list, or of another order: the address was made by hand.
    if (continued && error instanceof Refusal && error.status === 400) throw new FaultyForm('no such cursor')
    throw error
  }
}

function itemsOf({ folders, files }: { folders: DriveFolder[]; files: DriveFile[] }) {
  return [...folders, ...files]
}

function nextOf(path: string, next: string | null): string | undefined {
  return next === null ? undefined : withQuery(path, { cursor: next })
}
