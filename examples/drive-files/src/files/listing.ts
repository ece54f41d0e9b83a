import { and, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { files, folders, owners } from '../database/schema.js'
import { cursorAtFile, cursorAtFolder, folderSort, orderOfFiles, orderOfFolders } from './list-order.js'
import { cutPage, type ListOptions, type Page } from './page.js'
import { greaterRole, type Role, type ShareRole } from './role.js'
import { nameContains } from './search.js'
import { directRole, fileColumns, folderColumns, isOwner } from './sight.js'
import type { StoredFile, StoredFolder } from './stored-file.js'
import type { Owner, User } from './user.js'

/** What things in a list have in common: all lie in one folder, or are the user's own. */
export type Around = Pick<StoredFolder, 'role' | 'owner'>

export const own: Around = { role: 'owner' }

/** Who asks and, of what is around the things, what makes more of some of them: a share of their own. */
interface Viewpoint {
  user: User
  around: Around
}

/** A page of the files for which `isThere` holds. */
export async function listFiles(
  database: Database,
  { user, around }: Viewpoint,
  isThere: SQL | undefined,
  { limit, sort, search, after }: ListOptions,
): Promise<Page<StoredFile>> {
  const { by, isPast } = orderOfFiles(sort, after)
  const direct = around.role === 'owner' ? none : directRole('file_shares', 'file_id', sql`files.id`, user)
  const found = await database
    .select({ ...fileColumns, direct })
    .from(files)
    .where(and(isThere, nameContains(files.nameFolded, search), isPast))
    .orderBy(...by)
    .limit(limit + 1)
  const seen = found.map(({ direct: share, ...file }): StoredFile => ({
    ...file,
    ...seenFrom(around, share),
  }))
  return cutPage(seen, limit, (last) => cursorAtFile(last, sort))
}

/** A page of the folders for which `isThere` holds. */
export async function listFolders(
  database: Database,
  { user, around }: Viewpoint,
  isThere: SQL | undefined,
  { limit, sort, search, after }: ListOptions,
): Promise<Page<StoredFolder>> {
  const { by, isPast } = orderOfFolders(sort, after)
  const direct =
    around.role === 'owner' ? none : directRole('folder_shares', 'folder_id', sql`folders.id`, user)
  const found = await database
    .select({ ...folderColumns, direct })
    .from(folders)
    .where(and(isThere, nameContains(folders.nameFolded, search), isPast))
    .orderBy(...by)
    .limit(limit + 1)
  const seen = found.map(({ direct: share, ...folder }): StoredFolder => ({
    ...folder,
    ...seenFrom(around, share),
  }))
  return cutPage(seen, limit, (last) => cursorAtFolder(last, folderSort(sort)))
}

/** The row of an owner as a value and not a join: so the index of a sort gives one owner's things already in order. */
export function ownerIdOf(database: Database, owner: Owner): SQL {
  return sql`(${database.select({ id: owners.id }).from(owners).where(isOwner(owner))})`
}

const none = sql<ShareRole | null>`null`

function seenFrom({ role, owner }: Around, share: ShareRole | null) {
  return {
    role: greaterRole<Role>(role, share ?? undefined) ?? role,
    roleAround: role,
    ...(owner && { owner }),
  }
}
