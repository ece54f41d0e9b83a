import { sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { folders } from '../database/schema.js'
import { mostLevels } from './depth.js'
import { missing, Refusal } from './refusal.js'
import { requireRole } from './role.js'
import { seeFolder } from './sight.js'
import type { StoredFolder, StoredThing } from './stored-file.js'
import type { User } from './user.js'

/**
 * Asks whether a thing may be moved: out of the folder that it is in, and into another one of the same owner. Whoever owns neither may
 * move it where they may change both.
 *
 * @param folderId `null` for the top
 * @returns the folder; nothing for the top
 * @throws {Refusal}
 */
export async function placeFor(
  transaction: Database,
  user: User,
  thing: StoredThing,
  folderId: string | null,
): Promise<StoredFolder | undefined> {
  requireRole(thing.roleAround, 'editor')
  if (folderId === null) {
    requireRole(thing.role, 'owner')
    return undefined
  }
  const place = (await seeFolder(transaction, user, folderId)) ?? missing()
  requireRole(place.role, 'editor')
  if (place.ownerId !== thing.ownerId) throw new Refusal('other-owner')
  return place
}

/**
 * Asks whether a folder, with all that lies in it, fits into a place in its tree.
 *
 * @throws {Refusal} `cycle`, `too-deep`
 */
export async function requireFit(transaction: Database, folderId: string, place: string): Promise<void> {
  const above = await pathTo(transaction, place)
  if (above.includes(folderId)) throw new Refusal('cycle')
  if (above.length + (await levelsOf(transaction, folderId)) > mostLevels) throw new Refusal('too-deep')
}

/** @throws {Refusal} `too-deep`, where no folder may come into this one any more */
export async function requireRoom(transaction: Database, place: string): Promise<void> {
  if ((await pathTo(transaction, place)).length >= mostLevels) throw new Refusal('too-deep')
}

/** The ids of a folder and of those that it lies in, from the top. */
async function pathTo(transaction: Database, id: string): Promise<string[]> {
  const found = await transaction
    .select({ id: sql<string>`up.id` })
    .from(
      sql`(
        with recursive up (id, parent_id, level) as (
          select f.id, f.parent_id, 1 from ${folders} f where f.id = ${id}
          union all
          select f.id, f.parent_id, up.level + 1 from ${folders} f join up on f.id = up.parent_id
          where up.level <= ${mostLevels}
        )
        select id, level from up) up`,
    )
    .orderBy(sql`up.level desc`)
  return found.map((row) => row.id)
}

/** How many levels a folder has with all folders in it, those in the trash too: they may come back. */
async function levelsOf(transaction: Database, id: string): Promise<number> {
  const [row] = await transaction.select({ levels: sql<number>`max(down.level)`.mapWith(Number) }).from(
    sql`(
        with recursive down (id, owner_id, level) as (
          select f.id, f.owner_id, 1 from ${folders} f where f.id = ${id}
          union all
          select f.id, f.owner_id, down.level + 1
          from ${folders} f join down on f.owner_id = down.owner_id and f.parent_id = down.id
          where down.level <= ${mostLevels}
        )
        select level from down) down`,
  )
  return row?.levels ?? 0
}
