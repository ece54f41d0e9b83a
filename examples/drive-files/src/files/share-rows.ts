import { and, asc, eq, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { fileShares, folderShares, owners } from '../database/schema.js'
import { missing, Refusal } from './refusal.js'
import { requireRole, type ShareRole } from './role.js'
import { isOwner, seeFile, seeFolder } from './sight.js'
import type { StoredThing } from './stored-file.js'
import { changeThing } from './tree.js'
import type { User } from './user.js'

/** With how many addresses one thing can be shared. */
export const mostShares = 100

/** What can be shared: a file, or a folder with all that is in it, now and later. */
export type Shareable = 'file' | 'folder'

export interface Share {
  /** Folded, see `foldEmail`. */
  email: string
  role: ShareRole
  createdAt: Date
}

const tables = { file: fileShares, folder: folderShares }

/** The shares of files and of folders in Postgres: the owner of a thing lists, makes and ends them. */
export class ShareRows {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  async list(user: User, kind: Shareable, id: string): Promise<Share[]> {
    const { role } = (await seeThing(this.database, user, kind, id)) ?? missing()
    requireRole(role, 'owner')
    return sharesOf(this.database, kind, id)
  }

  /** Shares a thing with whomever the owner's issuer knows by this address, or changes what they may do with it. */
  async put(
    user: User,
    kind: Shareable,
    id: string,
    { email, role }: Pick<Share, 'email' | 'role'>,
  ): Promise<{ share: Share; isNew: boolean }> {
    return this.changeShares(user, kind, id, async (transaction) => {
      if (email === user.email) throw new Refusal('share-with-oneself')
      const shares = await sharesOf(transaction, kind, id)
      const before = shares.find((share) => share.email === email)
      if (!before && shares.length >= mostShares) throw new Refusal('too-many-shares')
      await rememberProfile(transaction, user)
      const share = { email, role, createdAt: before?.createdAt ?? this.now() }
      await storeShare(transaction, kind, id, user.issuer, share)
      return { share, isNew: before === undefined }
    })
  }

  async remove(user: User, kind: Shareable, id: string, email: string): Promise<void> {
    const table = tables[kind]
    await this.changeShares(user, kind, id, async (transaction) => {
      const removed = await transaction
        .delete(table)
        .where(and(eq(table.thingId, id), eq(table.email, email)))
        .returning({ email: table.email })
      if (removed.length === 0) missing()
    })
  }

  private changeShares<R>(
    user: User,
    kind: Shareable,
    id: string,
    change: (transaction: Database) => Promise<R>,
  ): Promise<R> {
    const see = (transaction: Database) => seeThing(transaction, user, kind, id)
    return changeThing(this.database, see, 'owner', change)
  }
}

function seeThing(
  database: Database,
  user: User,
  kind: Shareable,
  id: string,
): Promise<StoredThing | undefined> {
  return kind === 'file' ? seeFile(database, user, id) : seeFolder(database, user, id)
}

/** A row of a share, by those who have its tree. */
export async function storeShare(
  transaction: Database,
  kind: Shareable,
  id: string,
  issuer: string,
  share: Share,
): Promise<void> {
  const table = tables[kind]
  await transaction
    .insert(table)
    .values({ ...share, thingId: id, issuer })
    .onConflictDoUpdate({ target: [table.thingId, table.email], set: { role: share.role } })
}

function sharesOf(transaction: Database, kind: Shareable, id: string): Promise<Share[]> {
  const table = tables[kind]
  return transaction
    .select({ email: table.email, role: table.role, createdAt: table.createdAt })
    .from(table)
    .where(eq(table.thingId, id))
    .orderBy(asc(table.email))
}

/** Whoever shares is shown by the name and the address that they have now. */
async function rememberProfile(transaction: Database, { name, email, ...owner }: User): Promise<void> {
  await transaction
    .update(owners)
    .set({
      name: sql`coalesce(${name ?? null}, ${owners.name})`,
      email: sql`coalesce(${email ?? null}, ${owners.email})`,
    })
    .where(isOwner(owner))
}
