import type { Role } from './role.js'
import type { Profile } from './user.js'

/** What files and folders have in common, as a user sees them. */
export interface StoredThing {
  id: string
  name: string
  createdAt: Date
  updatedAt: Date
  /** What the user who asks may do with it. */
  role: Role
  /** The row of its owner. */
  ownerId: string
  /** When it is somebody else's. */
  owner?: Profile | undefined
  /** What the user may do with the folder that it lies in; nothing where that one is none of theirs to see. */
  roleAround: Role | undefined
}

/** What is known about a file, apart from its content. */
export interface StoredFile extends StoredThing {
  /** The folder that it lies in; nothing at the top, and where the user may not see that folder. */
  folderId: string | null
  contentId: string
  contentType: string
  /** In bytes. */
  size: number
  /** Of the content, in lower-case hex. */
  sha256: string
}

export interface StoredFolder extends StoredThing {
  /** The folder that it lies in; nothing at the top, and where the user may not see that folder. */
  parentId: string | null
}
