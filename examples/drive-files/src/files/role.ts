import { Refusal } from './refusal.js'

/** What somebody with whom a thing is shared may do with it. */
export type ShareRole = 'viewer' | 'editor'

/** What somebody may do with a thing. */
export type Role = ShareRole | 'owner'

const ranks: Readonly<Record<Role, number>> = { viewer: 1, editor: 2, owner: 3 }

/** The greater of two; nothing is less than any. */
export function greaterRole<R extends Role>(one: R | undefined, other: R | undefined): R | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return ranks[one] < ranks[other] ? other : one
}

/** @throws {Refusal} `read-only`, or `owner-only`, when the role is less than what is needed */
export function requireRole(role: Role | undefined, needed: Role): void {
  if (role !== undefined && ranks[role] >= ranks[needed]) return
  throw new Refusal(needed === 'owner' ? 'owner-only' : 'read-only')
}
