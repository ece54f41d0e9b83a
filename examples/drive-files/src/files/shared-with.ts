import { and, desc, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { fileShares, files, folders, folderShares, owners } from '../database/schema.js'
import type { Cursor } from './cursor.js'
import { cutPage, mixedPage, type MixedCursor, type MixedPage, type Page } from './page.js'
import { asFile, asFolder, fileColumns, folderColumns, inheritedRole, sightColumns } from './sight.js'
import type { StoredFile, StoredFolder } from './stored-file.js'
import type { User } from './user.js'

type Shares = typeof fileShares | typeof folderShares

/** Newest shares first; in cursors, the time is that of the share. */
const sort = '-createdAt'

/** A page of what others share with a user directly. What lies in a shared folder is listed with that folder. */
export async function listSharedWith(
  database: Database,
  user: User,
  limit: number,
  after: MixedCursor | undefined,
): Promise<MixedPage> {
  const { email } = user
  if (email === undefined) return { folders: [], files: [], next: undefined }
  const isFor = (shares: Shares, at: Cursor | undefined) =>
    and(
      eq(shares.issuer, user.issuer),
      eq(shares.email, email),
      // An address that was somebody else's may have come to the owner.
      ne(owners.subject, user.subject),
      at && isPast(shares, at),
    )
  return mixedPage(
    limit,
    after,
    (most, at) => folderPage(database, user, isFor(folderShares, at), most),
    (most, at) => filePage(database, user, isFor(fileShares, at), most),
  )
}

async function folderPage(
  database: Database,
  user: User,
  isFor: SQL | undefined,
  limit: number,
): Promise<Page<StoredFolder>> {
  const found = await database
    .select({ thing: folderColumns, ...columnsOf(folderShares, sql`folders.parent_id`, user) })
    .from(folderShares)
    .innerJoin(folders, eq(folders.id, folderShares.thingId))
    .innerJoin(owners, eq(owners.id, folders.ownerId))
    .where(and(isFor, isNull(folders.trashId)))
    .orderBy(...newestFirst(folderShares))
    .limit(limit + 1)
  return pageOf(found, limit, asFolder)
}

async function filePage(
  database: Database,
  user: User,
  isFor: SQL | undefined,
  limit: number,
): Promise<Page<StoredFile>> {
  const found = await database
    .select({ thing: fileColumns, ...columnsOf(fileShares, sql`files.folder_id`, user) })
    .from(fileShares)
    .innerJoin(files, eq(files.id, fileShares.thingId))
    .innerJoin(owners, eq(owners.id, files.ownerId))
    .leftJoin(folders, eq(folders.id, files.folderId))
    .where(and(isFor, isNull(files.trashedAt), isNull(folders.trashId)))
    .orderBy(...newestFirst(fileShares))
    .limit(limit + 1)
  return pageOf(found, limit, asFile)
}

/** What decides what the user sees of a thing, and since when it is shared. */
function columnsOf(shares: Shares, folderId: SQL, user: User) {
  return {
    ...sightColumns(user),
    direct: shares.role,
    inherited: inheritedRole(folderId, user),
    sharedAt: shares.createdAt,
  }
}

function newestFirst(shares: Shares): SQL[] {
  return [desc(shares.createdAt), desc(shares.thingId)]
}

/** What comes behind a cursor in this order. */
function isPast(shares: Shares, { after, id }: Cursor): SQL {
  const [time, thing] = [sql.param(new Date(after), shares.createdAt), sql.param(id, shares.thingId)]
  return sql`(${shares.createdAt}, ${shares.thingId}) < (${time}, ${thing})`
}

function pageOf<T extends { id: string }, Row extends { thing: { id: string }; sharedAt: Date }>(
  found: Row[],
  limit: number,
  asThing: (row: Row) => T | undefined,
): Page<T> {
  const { items, next } = cutPage(found, limit, ({ thing, sharedAt }) => ({
    sort,
    id: thing.id,
    after: sharedAt.getTime(),
  }))
  return { items: items.flatMap((row) => asThing(row) ?? []), next }
}
