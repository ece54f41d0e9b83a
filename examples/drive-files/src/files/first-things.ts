import { randomUUID } from 'node:crypto'
import type { Database } from '../database/database.js'
import { owners } from '../database/schema.js'
import { type NewFile, storeFile } from './file-rows.js'
import { type Step, storeFolder } from './folder-rows.js'
import { type Share, storeShare } from './share-rows.js'
import { isOwner } from './sight.js'
import type { Owner, User } from './user.js'

/** What a new owner finds. Of folders that lie in each other, the outer one comes first. */
export interface FirstThings {
  folders: (Step & { parentId: string | null })[]
  files: (NewFile & { folderId: string | null })[]
  shares: (Pick<Share, 'email' | 'role'> & { folderId: string })[]
}

/** Whether this user has, or ever had, something here. */
export async function isKnown(database: Database, owner: Owner): Promise<boolean> {
  const found = await database.select({ id: owners.id }).from(owners).where(isOwner(owner))
  return found.length > 0
}

/**
 * Stores the first things of a new owner: all of them or none.
 *
 * @returns false, and stores nothing, for an owner that has, or ever had, something here
 */
export async function storeFirst(
  database: Database,
  user: User,
  { folders, files, shares }: FirstThings,
  at: Date,
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const [added] = await transaction
      .insert(owners)
      .values({ id: randomUUID(), ...user })
      .onConflictDoNothing()
      .returning({ id: owners.id })
    if (added === undefined) return false
    const ownerId = added.id
    for (const folder of folders)
      await storeFolder(transaction, folder, { ownerId, at, parentId: folder.parentId })
    for (const { folderId, ...file } of files) await storeFile(transaction, file, { ownerId, at, folderId })
    for (const { folderId, email, role } of shares) {
      await storeShare(transaction, 'folder', folderId, user.issuer, { email, role, createdAt: at })
    }
    return true
  })
}
