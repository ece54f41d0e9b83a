import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { files, folders, owners } from '../database/schema.js'
import { mostLevels } from './depth.js'
import { greaterRole, type Role, type ShareRole } from './role.js'
import type { StoredFile, StoredFolder, StoredThing } from './stored-file.js'
import type { Owner, User } from './user.js'

/*
 * What a user may see: what they own, what is shared with them, and all that lies in a folder that is. It is asked of the database in one
 * query that goes up from the thing, and so takes as many steps as folders can lie in each other, however large the tree is.
 */

export const fileColumns = {
  id: files.id,
  ownerId: files.ownerId,
  folderId: files.folderId,
  name: files.name,
  contentId: files.contentId,
  contentType: files.contentType,
  size: files.size,
  sha256: files.sha256,
  createdAt: files.createdAt,
  updatedAt: files.updatedAt,
}

export const folderColumns = {
  id: folders.id,
  ownerId: folders.ownerId,
  parentId: folders.parentId,
  name: folders.name,
  createdAt: folders.createdAt,
  updatedAt: folders.updatedAt,
}

/** The file, unless it, or the folder that it lies in, is in the trash, or is none of this user's to see. */
export async function seeFile(database: Database, user: User, id: string): Promise<StoredFile | undefined> {
  const [row] = await database
    .select({
      thing: fileColumns,
      ...sightColumns(user),
      direct: directRole('file_shares', 'file_id', sql`files.id`, user),
      inherited: inheritedRole(sql`files.folder_id`, user),
    })
    .from(files)
    .innerJoin(owners, eq(owners.id, files.ownerId))
    .leftJoin(folders, eq(folders.id, files.folderId))
    .where(and(eq(files.id, id), isNull(files.trashedAt), isNull(folders.trashId)))
  return row && asFile(row)
}

/** The folder, unless it is in the trash or none of this user's to see. */
export async function seeFolder(
  database: Database,
  user: User,
  id: string,
): Promise<StoredFolder | undefined> {
  const [row] = await database
    .select({
      thing: folderColumns,
      ...sightColumns(user),
      direct: directRole('folder_shares', 'folder_id', sql`folders.id`, user),
      inherited: inheritedRole(sql`folders.parent_id`, user),
    })
    .from(folders)
    .innerJoin(owners, eq(owners.id, folders.ownerId))
    .where(and(eq(folders.id, id), isNull(folders.trashId)))
  return row && asFolder(row)
}

/** Who owns it, for queries that join `owners`. */
export function sightColumns(user: User) {
  return {
    isOwn: sql<boolean>`(${isOwner(user)})`,
    ownerName: owners.name,
    ownerEmail: owners.email,
  }
}

/** What a share of this very thing gives. The names are those of this schema, and nothing from outside. */
export function directRole(
  table: 'file_shares' | 'folder_shares',
  column: 'file_id' | 'folder_id',
  id: SQL,
  { issuer, email }: User,
) {
  if (email === undefined) return sql<ShareRole | null>`null`
  return sql<ShareRole | null>`(
    select s.role from ${sql.identifier(table)} s
    where s.${sql.identifier(column)} = ${id} and s.issuer = ${issuer} and s.email = ${email})`
}

/** The most that shares of a folder, and of those above it, give. */
export function inheritedRole(folderId: SQL, { issuer, email }: User) {
  if (email === undefined) return sql<ShareRole | null>`null`
  return sql<ShareRole | null>`(
    with recursive up (id, parent_id, level) as (
      select f.id, f.parent_id, 1 from folders f where f.id = ${folderId}
      union all
      select f.id, f.parent_id, up.level + 1 from folders f join up on f.id = up.parent_id
      where up.level < ${mostLevels}
    )
    select max(s.role) from up join folder_shares s on s.folder_id = up.id
    where s.issuer = ${issuer} and s.email = ${email})`
}

export function isOwner({ issuer, subject }: Owner): SQL | undefined {
  return and(eq(owners.issuer, issuer), eq(owners.subject, subject))
}

interface Sight<T> {
  thing: T
  isOwn: boolean
  direct: ShareRole | null
  inherited: ShareRole | null
  ownerName: string | null
  ownerEmail: string | null
}

type Judged = 'role' | 'roleAround' | 'owner'

export function asFile(sight: Sight<Omit<StoredFile, Judged>>): StoredFile | undefined {
  const seen = judge(sight)
  const { folderId } = sight.thing
  return seen && { ...sight.thing, ...seen, folderId: seen.roleAround ? folderId : null }
}

export function asFolder(sight: Sight<Omit<StoredFolder, Judged>>): StoredFolder | undefined {
  const seen = judge(sight)
  const { parentId } = sight.thing
  return seen && { ...sight.thing, ...seen, parentId: seen.roleAround ? parentId : null }
}

function judge(sight: Sight<unknown>): Pick<StoredThing, Judged> | undefined {
  if (sight.isOwn) return { role: 'owner', roleAround: 'owner' }
  const roleAround: Role | undefined = sight.inherited ?? undefined
  const role = greaterRole<Role>(sight.direct ?? undefined, roleAround)
  if (role === undefined) return undefined
  const { ownerName: name, ownerEmail: email } = sight
  return { role, roleAround, owner: { ...(name !== null && { name }), ...(email !== null && { email }) } }
}
