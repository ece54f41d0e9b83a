import type { Request, RequestHandler } from 'express'
import { readCursor, writeCursor } from '../files/cursor.js'
import type { Drive } from '../files/drive.js'
import type { StoredFile } from '../files/stored-file.js'
import { ownerOf, requireUser } from './owner.js'
import { invalidInput, notFound, parseInput } from './problem.js'
import { type FileJson, fileId, listQuery, type ListQuery, type PageJson } from '../schemas.js'

/** Stands before all routes of a user's files. */
export const onlyForUsers: RequestHandler[] = [
  (_req, res, next) => {
    // One address, other files for every user: no shared cache may keep them.
    res.setHeader('Cache-Control', 'private, no-cache')
    next()
  },
  requireUser,
]

/** A page of the caller's files, those in the trash or those that are not, as the query asks for it. */
export async function pageOf(drive: Drive, req: Request, inTrash = false): Promise<PageJson> {
  const { q, cursor, ...query } = parseInput(listQuery, req.query)
  const after = parseCursor(cursor, query)
  const { files, next } = await drive.list(ownerOf(req), { ...query, search: q, after, inTrash })
  return { files: files.map(asJson), next: next ? writeCursor(next) : null }
}

/** What is not an id is not found, in the same words as an id that is nobody's. */
export function idOf({ id }: { id?: unknown }): string {
  return fileId.safeParse(id).data ?? missing()
}

export function missing(): never {
  throw notFound()
}

export function asJson(file: StoredFile): FileJson {
  const { id, name, contentType, size, sha256, createdAt, updatedAt } = file
  return {
    id,
    name,
    contentType,
    size,
    sha256,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

function parseCursor(cursor: string | undefined, { sort }: Pick<ListQuery, 'sort'>) {
  if (cursor === undefined) return undefined
  const after = readCursor(cursor, sort)
  if (after !== undefined) return after
  throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list and sort' }])
}
