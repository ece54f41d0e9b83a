import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { owners } from '../database/schema.js'
import { missing } from './refusal.js'
import { requireRole, type Role } from './role.js'
import { isOwner } from './sight.js'
import type { StoredThing } from './stored-file.js'
import type { Owner, User } from './user.js'

/*
 * Whatever changes the tree of an owner takes the row of the owner first, and so waits for what changes the same tree at the same time, at
 * whatever instance. What it then reads is the tree as it stays until it is done: two moves together make no cycle, and nothing comes into
 * a folder that is being deleted. Those who only read do not wait.
 */

/** Runs a change of a thing, alone in the tree that it is in, after a second look at what the user may do with it. */
export async function changeThing<T extends StoredThing, R>(
  database: Database,
  see: (transaction: Database) => Promise<T | undefined>,
  needed: Role,
  change: (transaction: Database, thing: T) => Promise<R>,
): Promise<R> {
  return database.transaction(async (transaction) => {
    const { ownerId } = (await see(transaction)) ?? missing()
    await lockTree(transaction, ownerId)
    const thing = (await see(transaction)) ?? missing()
    requireRole(thing.role, needed)
    return change(transaction, thing)
  })
}

/** Runs a change in the tree of somebody who may have none yet. */
export async function changeOwnTree<R>(
  database: Database,
  user: User,
  change: (transaction: Database, ownerId: string) => Promise<R>,
): Promise<R> {
  return database.transaction(async (transaction) => change(transaction, await ownTree(transaction, user)))
}

/** Runs a change in the tree of somebody, or returns nothing where they never had one. */
export async function changeTreeOf<R>(
  database: Database,
  owner: Owner,
  change: (transaction: Database, ownerId: string) => Promise<R>,
): Promise<R | undefined> {
  return database.transaction(async (transaction) => {
    const [row] = await transaction
      .select({ id: owners.id })
      .from(owners)
      .where(isOwner(owner))
      .for('no key update')
    return row && change(transaction, row.id)
  })
}

async function lockTree(transaction: Database, ownerId: string): Promise<void> {
  await transaction.select({ id: owners.id }).from(owners).where(eq(owners.id, ownerId)).for('no key update')
}

/** The row of an owner, made if it is not there yet, and locked. What their token says of them is kept for those they share with. */
async function ownTree(transaction: Database, { issuer, subject, name, email }: User): Promise<string> {
  const [row] = await transaction
    .insert(owners)
    .values({ id: randomUUID(), issuer, subject, name, email })
    .onConflictDoUpdate({
      target: [owners.issuer, owners.subject],
      set: {
        name: sql`coalesce(excluded.name, ${owners.name})`,
        email: sql`coalesce(excluded.email, ${owners.email})`,
      },
    })
    .returning({ id: owners.id })
  if (row === undefined) throw new Error('an upsert returned no row')
  return row.id
}
