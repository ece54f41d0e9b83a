import { randomUUID } from 'node:crypto'
import { and, eq, isNotNull, isNull, like, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { files, owners } from '../database/schema.js'
import type { Sort } from '../schemas.js'
import type { Cursor } from './cursor.js'
import { cursorAt, isPast, order } from './list-order.js'
import { foldName } from './name.js'
import type { Owner } from './owner.js'
import type { StoredFile } from './stored-file.js'

export interface ListOptions {
  limit: number
  sort: Sort
  /** Only names that contain this, in upper or lower case. */
  search?: string | undefined
  after?: Cursor | undefined
  /** Those in the trash, instead of those that are not. */
  inTrash?: boolean
}

export interface Page {
  files: StoredFile[]
  /** Where the next page starts; nothing on the last page. */
  next: Cursor | undefined
}

export type NewFile = Pick<StoredFile, 'id' | 'name' | 'contentType' | 'size' | 'sha256'>

/**
 * The rows of files in Postgres. Each question names the owner: somebody else's file is one that is not there. A file in the trash can
 * be listed, restored and deleted; to all else it is not there either.
 */
export class FileRows {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** A page of the owner's files. It stays exact while files come and go between two pages. */
  async list(owner: Owner, { limit, sort, search = '', after, inTrash = false }: ListOptions): Promise<Page> {
    const { column, direction } = order(sort)
    const found = await this.database
      .select(columns)
      .from(files)
      .where(
        and(
          this.belongsTo(owner),
          inTrash ? isNotNull(files.trashedAt) : isNull(files.trashedAt),
          search === '' ? undefined : like(files.nameFolded, `%${escapeLike(foldName(search))}%`),
          after && isPast(after),
        ),
      )
      .orderBy(direction(column), direction(files.id))
      .limit(limit + 1)
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return { files: page, next: found.length > limit && last ? cursorAt(last, sort) : undefined }
  }

  async find(owner: Owner, id: string): Promise<StoredFile | undefined> {
    const [file] = await this.database.select(columns).from(files).where(this.isLive(owner, id))
    return file
  }

  /** One statement, and so all or nothing. */
  async insert(owner: Owner, file: NewFile): Promise<StoredFile> {
    const its = this.database.$with('its').as(
      this.database
        .insert(owners)
        .values({ id: randomUUID(), ...owner })
        // Changes nothing, but returns the row that was there, also one that somebody inserts at this moment.
        .onConflictDoUpdate({ target: [owners.issuer, owners.subject], set: { issuer: owner.issuer } })
        .returning({ id: owners.id }),
    )
    const [stored] = await this.database
      .with(its)
      .insert(files)
      .values({ ...this.row(file), ownerId: sql`(select id from ${its})` })
      .returning(columns)
    if (stored === undefined) throw new Error('an insert returned no row')
    return stored
  }

  /**
   * Stores the first files of a new owner: all of them or none.
   *
   * @returns false, and stores nothing, for an owner that has, or ever had, files here
   */
  async insertFirst(owner: Owner, first: readonly NewFile[]): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const [added] = await transaction
        .insert(owners)
        .values({ id: randomUUID(), ...owner })
        .onConflictDoNothing()
        .returning({ id: owners.id })
      if (added === undefined) return false
      await transaction.insert(files).values(first.map((file) => ({ ...this.row(file), ownerId: added.id })))
      return true
    })
  }

  /** Whether this owner has, or ever had, files here. */
  async knows(owner: Owner): Promise<boolean> {
    const found = await this.database.select({ id: owners.id }).from(owners).where(isOwner(owner))
    return found.length > 0
  }

  async rename(owner: Owner, id: string, name: string): Promise<StoredFile | undefined> {
    const [file] = await this.database
      .update(files)
      .set({ name, nameFolded: foldName(name), updatedAt: this.now() })
      .where(this.isLive(owner, id))
      .returning(columns)
    return file
  }

  /** Moves a file into the trash. @returns whether there was such a file */
  async trash(owner: Owner, id: string): Promise<boolean> {
    const trashed = await this.database
      .update(files)
      .set({ trashedAt: this.now() })
      .where(this.isLive(owner, id))
      .returning({ id: files.id })
    return trashed.length > 0
  }

  /** Takes a file out of the trash. */
  async restore(owner: Owner, id: string): Promise<StoredFile | undefined> {
    const [file] = await this.database
      .update(files)
      .set({ trashedAt: null })
      .where(this.isInTrash(owner, id))
      .returning(columns)
    return file
  }

  async isTrashed(owner: Owner, id: string, since?: Date): Promise<boolean> {
    const its = this.isInTrash(owner, id, since)
    const found = await this.database.select({ id: files.id }).from(files).where(its)
    return found.length > 0
  }

  /** Deletes a file that is in the trash. @returns whether there was such a file */
  async delete(owner: Owner, id: string, since?: Date): Promise<boolean> {
    const deleted = await this.database
      .delete(files)
      .where(this.isInTrash(owner, id, since))
      .returning({ id: files.id })
    return deleted.length > 0
  }

  /**
   * What is in the trash, and since when. All of it at once, so that the moment is one: by times it would depend on whose clock has
   * written them.
   */
  async trashed(owner: Owner): Promise<{ id: string; trashedAt: Date }[]> {
    const found = await this.database
      .select({ id: files.id, trashedAt: files.trashedAt })
      .from(files)
      .where(and(this.belongsTo(owner), isNotNull(files.trashedAt)))
    return found.flatMap(({ id, trashedAt }) => (trashedAt ? [{ id, trashedAt }] : []))
  }

  /** Whether anybody has a file of this id: what decides if a content found on disk is still wanted. */
  async has(id: string): Promise<boolean> {
    const found = await this.database.select({ id: files.id }).from(files).where(eq(files.id, id))
    return found.length > 0
  }

  private row(file: NewFile) {
    const at = this.now()
    return { ...file, nameFolded: foldName(file.name), createdAt: at, updatedAt: at }
  }

  private isLive(owner: Owner, id: string): SQL | undefined {
    return and(eq(files.id, id), this.belongsTo(owner), isNull(files.trashedAt))
  }

  private isInTrash(owner: Owner, id: string, since?: Date): SQL | undefined {
    const trashed = since ? eq(files.trashedAt, since) : isNotNull(files.trashedAt)
    return and(eq(files.id, id), this.belongsTo(owner), trashed)
  }

  /** A value and not a join: so the index of a sort gives one owner's files already in order. */
  private belongsTo(owner: Owner): SQL {
    const its = this.database.select({ id: owners.id }).from(owners).where(isOwner(owner))
    return sql`${files.ownerId} = (${its})`
  }
}

const columns = {
  id: files.id,
  name: files.name,
  contentType: files.contentType,
  size: files.size,
  sha256: files.sha256,
  createdAt: files.createdAt,
  updatedAt: files.updatedAt,
}

function isOwner({ issuer, subject }: Owner): SQL | undefined {
  return and(eq(owners.issuer, issuer), eq(owners.subject, subject))
}

/** In LIKE, `%` and `_` stand for anything; here they are to stand for themselves. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
