import { and, eq, isNotNull, isNull, notExists, or, type SQL } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { files, folders, unwantedContents } from '../database/schema.js'
import { lockContent } from './content-lock.js'
import { listFiles, own, ownerIdOf } from './listing.js'
import { foldName } from './name.js'
import type { ListOptions, Page } from './page.js'
import { placeFor } from './place.js'
import { missing, Refusal } from './refusal.js'
import { seeFile, seeFolder } from './sight.js'
import type { StoredFile } from './stored-file.js'
import { changeOwnTree, changeThing } from './tree.js'
import type { User } from './user.js'

export type NewContent = Pick<StoredFile, 'contentId' | 'contentType' | 'size' | 'sha256'>
export type NewFile = NewContent & Pick<StoredFile, 'id' | 'name'>

export interface FileChange {
  name?: string | undefined
  /** The folder to move it into; `null` for the top. */
  folderId?: string | null | undefined
}

/** The rows of files in Postgres. Each question names the user: what they may not see is not there. */
export class FileRows {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /** A page of the user's own files, wherever they are. It stays exact while files come and go between two pages. */
  list(user: User, options: ListOptions): Promise<Page<StoredFile>> {
    const isOwn = eq(files.ownerId, ownerIdOf(this.database, user))
    return this.listOwn(user, and(isOwn, this.isNotInTrashWithFolder()), options)
  }

  /** A page of the user's own files at the top. */
  listTop(user: User, options: ListOptions): Promise<Page<StoredFile>> {
    return this.listOwn(user, eq(files.placeId, ownerIdOf(this.database, user)), options)
  }

  /** A page of the files in a folder that the user may see. */
  async listIn(user: User, folderId: string, options: ListOptions): Promise<Page<StoredFile>> {
    const around = (await seeFolder(this.database, user, folderId)) ?? missing()
    const isThere = and(eq(files.placeId, around.id), isNull(files.trashedAt))
    return listFiles(this.database, { user, around }, isThere, options)
  }

  async find(user: User, id: string): Promise<StoredFile> {
    return (await seeFile(this.database, user, id)) ?? missing()
  }

  /** A new file, at the top or in a folder that the user may change; it belongs to whom the folder belongs. */
  async insert(user: User, file: NewFile, folderId: string | null = null): Promise<StoredFile> {
    const storeIn = async (transaction: Database, ownerId: string) => {
      await storeFile(transaction, file, { ownerId, folderId, at: this.now() })
      return (await seeFile(transaction, user, file.id)) ?? missing()
    }
    if (folderId === null) return changeOwnTree(this.database, user, storeIn)
    const see = (transaction: Database) => seeFolder(transaction, user, folderId)
    return changeThing(this.database, see, 'editor', (transaction, { ownerId }) =>
      storeIn(transaction, ownerId),
    )
  }

  /** Gives a file another name, or another place, or both. */
  async change(user: User, id: string, { name, folderId }: FileChange): Promise<StoredFile> {
    const see = (transaction: Database) => seeFile(transaction, user, id)
    return changeThing(this.database, see, 'editor', async (transaction, file) => {
      const isMoved = folderId !== undefined && folderId !== file.folderId
      if (isMoved) await placeFor(transaction, user, file, folderId)
      await transaction
        .update(files)
        .set({
          ...(name !== undefined && { name, nameFolded: foldName(name) }),
          ...(isMoved && { folderId }),
          updatedAt: this.now(),
        })
        .where(eq(files.id, id))
      return (await see(transaction)) ?? missing()
    })
  }

  /**
   * Puts another content in the place of a file's.
   *
   * @param isExpected whether the content that is there now is the one that the user means to replace
   * @returns the file as it is now, and the content that it had: it is unwanted now
   */
  async replace(
    user: User,
    id: string,
    content: NewContent,
    isExpected: (file: StoredFile) => boolean,
  ): Promise<{ file: StoredFile; unwanted: string }> {
    const see = (transaction: Database) => seeFile(transaction, user, id)
    return changeThing(this.database, see, 'editor', async (transaction, file) => {
      if (!isExpected(file)) throw new Refusal('changed')
      await lockContent(transaction, content.contentId)
      await transaction.insert(unwantedContents).values({ id: file.contentId })
      await transaction
        .update(files)
        .set({ ...content, updatedAt: this.now() })
        .where(eq(files.id, id))
      return { file: (await see(transaction)) ?? missing(), unwanted: file.contentId }
    })
  }

  /** Moves a file into the trash. */
  async trash(user: User, id: string): Promise<void> {
    const see = (transaction: Database) => seeFile(transaction, user, id)
    await changeThing(this.database, see, 'owner', async (transaction) => {
      await transaction.update(files).set({ trashedAt: this.now() }).where(eq(files.id, id))
    })
  }

  /** Whether a content is any file's: what decides if one that is found on disk is still wanted. */
  async usesContent(contentId: string): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      await lockContent(transaction, contentId)
      const found = await transaction
        .select({ id: files.id })
        .from(files)
        .where(eq(files.contentId, contentId))
      return found.length > 0
    })
  }

  private listOwn(user: User, isThere: SQL | undefined, options: ListOptions): Promise<Page<StoredFile>> {
    const viewpoint = { user, around: own }
    return listFiles(this.database, viewpoint, and(isThere, isNull(files.trashedAt)), options)
  }

  private isNotInTrashWithFolder(): SQL | undefined {
    const trashed = this.database
      .select({ id: folders.id })
      .from(folders)
      .where(and(eq(folders.id, files.folderId), isNotNull(folders.trashId)))
    return or(isNull(files.folderId), notExists(trashed))
  }
}

/** A row of a new file, by those who have its tree. */
export async function storeFile(
  transaction: Database,
  file: NewFile,
  { ownerId, folderId, at }: { ownerId: string; folderId: string | null; at: Date },
): Promise<void> {
  const times = { createdAt: at, updatedAt: at }
  await lockContent(transaction, file.contentId)
  await transaction
    .insert(files)
    .values({ ...file, nameFolded: foldName(file.name), ownerId, folderId, ...times })
}
