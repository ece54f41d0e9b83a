import type { Sort } from '../schemas/list.js'
import type { Cursor } from './cursor.js'
import type { StoredFile, StoredFolder } from './stored-file.js'

export interface ListOptions<S extends Sort = Sort> {
  /** At least 1. */
  limit: number
  sort: S
  /** Only names that contain this, in upper or lower case. */
  search?: string | undefined
  after?: Cursor | undefined
}

export interface Page<T> {
  items: T[]
  /** Where the next page starts; nothing on the last page. */
  next: Cursor | undefined
}

/** Cuts a page out of what was found, which is one more than its limit where more follows. */
export function cutPage<T>(found: T[], limit: number, cursorAt: (last: T) => Cursor): Page<T> {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last !== undefined ? cursorAt(last) : undefined }
}

/** Where a page of folders and files ended: among the folders, or among the files, or before the first of them. */
export interface MixedCursor {
  of: 'folders' | 'files'
  at?: Cursor | undefined
}

export interface MixedPage {
  folders: StoredFolder[]
  files: StoredFile[]
  next: MixedCursor | undefined
}

/** A page of a list with all folders first and then all files, out of two lists. */
export async function mixedPage(
  limit: number,
  after: MixedCursor | undefined,
  listFolders: (limit: number, after: Cursor | undefined) => Promise<Page<StoredFolder>>,
  listFiles: (limit: number, after: Cursor | undefined) => Promise<Page<StoredFile>>,
): Promise<MixedPage> {
  let folders: StoredFolder[] = []
  if (after?.of !== 'files') {
    const page = await listFolders(limit, after?.at)
    if (page.next) return { folders: page.items, files: [], next: { of: 'folders', at: page.next } }
    folders = page.items
  }
  const start = after?.of === 'files' ? after.at : undefined
  const rest = limit - folders.length
  if (rest === 0) {
    const { items } = await listFiles(1, start)
    return { folders, files: [], next: items.length > 0 ? { of: 'files' } : undefined }
  }
  const { items, next } = await listFiles(rest, start)
  return { folders, files: items, next: next && { of: 'files', at: next } }
}
