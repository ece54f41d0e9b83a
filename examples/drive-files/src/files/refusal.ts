/** Why the Drive does not do what a user asks for. */
export type RefusalReason =
  /** There is no such thing, or none that this user may see: nobody can tell which. */
  | 'missing'
  /** The user may see the thing and not change it. */
  | 'read-only'
  /** Only the owner may do this. */
  | 'owner-only'
  /** A folder cannot come to lie in itself. */
  | 'cycle'
  | 'too-deep'
  /** A thing stays with its owner, and so does not go into a folder of somebody else. */
  | 'other-owner'
  | 'too-many-shares'
  | 'share-with-oneself'
  /** The content is another one than the user has said. */
  | 'changed'

/** Thrown by the Drive; what it means in HTTP is for `refusalProblem` to say. */
export class Refusal extends Error {
  override name = 'Refusal'

  constructor(readonly reason: RefusalReason) {
    super(reason)
  }
}

export function missing(): never {
  throw new Refusal('missing')
}
