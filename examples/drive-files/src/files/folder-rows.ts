import { randomUUID } from 'node:crypto'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { folders } from '../database/schema.js'
import { mostLevels } from './depth.js'
import { listFolders, own, ownerIdOf } from './listing.js'
import { foldName } from './name.js'
import type { ListOptions, Page } from './page.js'
import { placeFor, requireFit, requireRoom } from './place.js'
import { missing } from './refusal.js'
import { inheritedRole, seeFolder } from './sight.js'
import type { StoredFolder } from './stored-file.js'
import { changeOwnTree, changeThing } from './tree.js'
import type { User } from './user.js'

export interface FolderChange {
  name?: string | undefined
  /** The folder to move it into; `null` for the top. */
  parentId?: string | null | undefined
}

/** One of the folders that lead to another one. */
export interface Step {
  id: string
  name: string
}

/** The rows of folders in Postgres. Each question names the user: what they may not see is not there. */
export class FolderRows {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /** A page of the user's own folders, wherever they are. */
  list(user: User, options: ListOptions): Promise<Page<StoredFolder>> {
    return this.listOwn(user, eq(folders.ownerId, ownerIdOf(this.database, user)), options)
  }

  /** A page of the user's own folders at the top. */
  listTop(user: User, options: ListOptions): Promise<Page<StoredFolder>> {
    return this.listOwn(user, eq(folders.placeId, ownerIdOf(this.database, user)), options)
  }

  /** A page of the folders in a folder that the user may see. */
  async listIn(user: User, parentId: string, options: ListOptions): Promise<Page<StoredFolder>> {
    const around = (await seeFolder(this.database, user, parentId)) ?? missing()
    const isThere = and(eq(folders.placeId, around.id), isNull(folders.trashId))
    return listFolders(this.database, { user, around }, isThere, options)
  }

  async find(user: User, id: string): Promise<StoredFolder> {
    return (await seeFolder(this.database, user, id)) ?? missing()
  }

  /** The folders that a folder lies in, from the top; of those of somebody else, the ones that the user may see. */
  async path(user: User, folder: StoredFolder): Promise<Step[]> {
    if (folder.parentId === null) return []
    const steps = await this.database
      .select({
        id: sql<string>`up.id`,
        name: sql<string>`up.name`,
        share: folder.role === 'owner' ? sql<null>`null` : inheritedRole(sql`up.id`, user),
      })
      .from(
        sql`(
          with recursive up (id, name, parent_id, level) as (
            select f.id, f.name, f.parent_id, 1 from ${folders} f where f.id = ${folder.parentId}
            union all
            select f.id, f.name, f.parent_id, up.level + 1 from ${folders} f join up on f.id = up.parent_id
            where up.level < ${mostLevels}
          )
          select id, name, level from up) up`,
      )
      .orderBy(sql`up.level desc`)
    return steps
      .filter(({ share }) => folder.role === 'owner' || share !== null)
      .map(({ id, name }) => ({ id, name }))
  }

  /** A new folder, at the top or in one that the user may change; it belongs to whom that one belongs. */
  async create(user: User, name: string, parentId: string | null = null): Promise<StoredFolder> {
    const id = randomUUID()
    const storeIn = async (transaction: Database, ownerId: string) => {
      await storeFolder(transaction, { id, name }, { ownerId, parentId, at: this.now() })
      return (await seeFolder(transaction, user, id)) ?? missing()
    }
    if (parentId === null) return changeOwnTree(this.database, user, storeIn)
    const see = (transaction: Database) => seeFolder(transaction, user, parentId)
    return changeThing(this.database, see, 'editor', async (transaction, parent) => {
      await requireRoom(transaction, parent.id)
      return storeIn(transaction, parent.ownerId)
    })
  }

  /** Gives a folder another name, or another place, or both. */
  async change(user: User, id: string, { name, parentId }: FolderChange): Promise<StoredFolder> {
    const see = (transaction: Database) => seeFolder(transaction, user, id)
    return changeThing(this.database, see, 'editor', async (transaction, folder) => {
      const isMoved = parentId !== undefined && parentId !== folder.parentId
      if (isMoved) {
        const place = await placeFor(transaction, user, folder, parentId)
        if (place) await requireFit(transaction, folder.id, place.id)
      }
      await transaction
        .update(folders)
        .set({
          ...(name !== undefined && { name, nameFolded: foldName(name) }),
          ...(isMoved && { parentId }),
          updatedAt: this.now(),
        })
        .where(eq(folders.id, id))
      return (await see(transaction)) ?? missing()
    })
  }

  /**
   * Moves a folder, with all that is in it, into the trash. What is in the trash by itself already stays there by itself: it does not come
   * back with the folder.
   */
  async trash(user: User, id: string): Promise<void> {
    const see = (transaction: Database) => seeFolder(transaction, user, id)
    await changeThing(this.database, see, 'owner', async (transaction) => {
      await transaction.execute(sql`
        with recursive down (id, owner_id, level) as (
          select f.id, f.owner_id, 1 from ${folders} f where f.id = ${id}
          union all
          select f.id, f.owner_id, down.level + 1
          from ${folders} f join down on f.owner_id = down.owner_id and f.parent_id = down.id
          where f.trash_id is null and down.level < ${mostLevels}
        )
        update ${folders} set trash_id = ${id} where id in (select id from down)`)
      await transaction.update(folders).set({ trashedAt: this.now() }).where(eq(folders.id, id))
    })
  }

  private listOwn(user: User, isThere: SQL | undefined, options: ListOptions): Promise<Page<StoredFolder>> {
    const viewpoint = { user, around: own }
    return listFolders(this.database, viewpoint, and(isThere, isNull(folders.trashId)), options)
  }
}

/** A row of a new folder, by those who have its tree. */
export async function storeFolder(
  transaction: Database,
  { id, name }: Step,
  { ownerId, parentId, at }: { ownerId: string; parentId: string | null; at: Date },
): Promise<void> {
  const times = { createdAt: at, updatedAt: at }
  await transaction
    .insert(folders)
    .values({ id, name, nameFolded: foldName(name), ownerId, parentId, ...times })
}
