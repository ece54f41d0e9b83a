import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { files, folders } from '../database/schema.js'
import { listFiles, listFolders, own, ownerIdOf } from './listing.js'
import { type ListOptions, mixedPage, type MixedCursor, type MixedPage } from './page.js'
import { missing } from './refusal.js'
import { seeFile, seeFolder } from './sight.js'
import type { StoredFile, StoredFolder } from './stored-file.js'
import { changeTreeOf } from './tree.js'
import type { User } from './user.js'

export type Restored = { file: StoredFile } | { folder: StoredFolder }

export interface TrashListOptions extends Omit<ListOptions, 'after'> {
  after?: MixedCursor | undefined
}

/**
 * The trash of each owner. A thing is in it by itself, or lies in a folder that is: it comes back, or goes for good, with that folder.
 * The contents of files that go are noted as unwanted in the same step.
 */
export class TrashRows {
  constructor(private readonly database: Database) {}

  /** A page of what is in the trash by itself. */
  list(user: User, { limit, after, ...options }: TrashListOptions): Promise<MixedPage> {
    const viewpoint = { user, around: own }
    const owner = ownerIdOf(this.database, user)
    const trashedFolders = and(eq(folders.ownerId, owner), isNotNull(folders.trashedAt))
    const trashedFiles = and(eq(files.ownerId, owner), isNotNull(files.trashedAt))
    return mixedPage(
      limit,
      after,
      (most, at) =>
        listFolders(this.database, viewpoint, trashedFolders, { ...options, limit: most, after: at }),
      (most, at) => listFiles(this.database, viewpoint, trashedFiles, { ...options, limit: most, after: at }),
    )
  }

  /** Takes a thing out of the trash: to where it was or, where that place is in the trash or gone, to the top. */
  async restore(user: User, id: string): Promise<Restored> {
    const restored = await changeTreeOf(this.database, user, async (transaction, ownerId) => {
      const file = await trashedFile(transaction, ownerId, id)
      if (file) {
        const folderId = await livePlace(transaction, file.folderId)
        await transaction.update(files).set({ trashedAt: null, folderId }).where(eq(files.id, id))
        return { file: (await seeFile(transaction, user, id)) ?? missing() }
      }
      const folder = await trashedFolder(transaction, ownerId, id)
      if (!folder) return undefined
      const parentId = await livePlace(transaction, folder.parentId)
      await transaction.update(folders).set({ trashedAt: null, parentId }).where(eq(folders.id, id))
      await transaction.update(folders).set({ trashId: null }).where(eq(folders.trashId, id))
      return { folder: (await seeFolder(transaction, user, id)) ?? missing() }
    })
    return restored ?? missing()
  }

  /** Deletes for good a thing that is in the trash by itself. */
  async delete(user: User, id: string): Promise<void> {
    const deleted = await changeTreeOf(this.database, user, async (transaction, ownerId) => {
      if (await trashedFile(transaction, ownerId, id)) {
        await deleteFiles(transaction, eq(files.id, id))
        return true
      }
      if (!(await trashedFolder(transaction, ownerId, id))) return false
      const its = sql`select id from ${folders} where trash_id = ${id}`
      // What is in the trash by itself stays there.
      await transaction
        .update(files)
        .set({ folderId: null })
        .where(
          and(eq(files.ownerId, ownerId), sql`${files.folderId} in (${its})`, isNotNull(files.trashedAt)),
        )
      await transaction
        .update(folders)
        .set({ parentId: null })
        .where(
          and(
            eq(folders.ownerId, ownerId),
            sql`${folders.parentId} in (${its})`,
            isNotNull(folders.trashedAt),
          ),
        )
      await deleteFiles(transaction, and(eq(files.ownerId, ownerId), sql`${files.folderId} in (${its})`))
      await transaction.delete(folders).where(eq(folders.trashId, id))
      return true
    })
    if (deleted !== true) missing()
  }

  /** Deletes all that is in the trash at this moment, for good. */
  async empty(user: User): Promise<void> {
    await changeTreeOf(this.database, user, async (transaction, ownerId) => {
      const trashed = sql`select id from ${folders} where owner_id = ${ownerId} and trash_id is not null`
      await deleteFiles(transaction, and(eq(files.ownerId, ownerId), isNotNull(files.trashedAt)))
      await deleteFiles(transaction, and(eq(files.ownerId, ownerId), sql`${files.folderId} in (${trashed})`))
      await transaction.delete(folders).where(and(eq(folders.ownerId, ownerId), isNotNull(folders.trashId)))
    })
  }
}

async function trashedFile(transaction: Database, ownerId: string, id: string) {
  const [row] = await transaction
    .select({ folderId: files.folderId })
    .from(files)
    .where(and(eq(files.id, id), eq(files.ownerId, ownerId), isNotNull(files.trashedAt)))
  return row
}

async function trashedFolder(transaction: Database, ownerId: string, id: string) {
  const [row] = await transaction
    .select({ parentId: folders.parentId })
    .from(folders)
    .where(and(eq(folders.id, id), eq(folders.ownerId, ownerId), isNotNull(folders.trashedAt)))
  return row
}

/** The folder, if something can lie in it. */
async function livePlace(transaction: Database, folderId: string | null): Promise<string | null> {
  if (folderId === null) return null
  const found = await transaction
    .select({ id: folders.id })
    .from(folders)
    .where(and(eq(folders.id, folderId), isNull(folders.trashId)))
  return found[0]?.id ?? null
}

/** One statement, and so no content is forgotten. */
async function deleteFiles(transaction: Database, which: SQL | undefined): Promise<void> {
  await transaction.execute(sql`
    with gone as (delete from ${files} where ${which} returning content_id)
    insert into unwanted_contents (id) select content_id from gone`)
}
