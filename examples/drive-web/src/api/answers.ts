import { z } from 'zod'

/*
 * What the API answers, as far as the pages show it. It is another program, whatever machine it runs on: an answer that looks
 * different is a fault that is noticed here, and not on a page.
 */

/** What the caller may do with a file or a folder. */
const role = z.enum(['owner', 'editor', 'viewer'])

const owner = z.object({ name: z.string().optional(), email: z.string().optional() })
const id = z.uuid()

export const driveFile = z.object({
  id,
  name: z.string(),
  contentType: z.string(),
  size: z.number(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** The folder in which it lies; null at the top. */
  folder: id.nullable(),
  role,
  /** Whose it is, when it is somebody else's. */
  owner: owner.optional(),
})
export type DriveFile = z.output<typeof driveFile>

export const driveFolder = z.object({
  id,
  name: z.string(),
  parent: id.nullable(),
  role,
  owner: owner.optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type DriveFolder = z.output<typeof driveFolder>

/** A folder that lies above another. */
const ancestor = z.object({ id, name: z.string() })
export type Ancestor = z.output<typeof ancestor>

/** A folder on its own: with what lies above it, from the top, as far as the caller may see. */
export const folderWithPath = driveFolder.extend({ path: z.array(ancestor) })
export type FolderWithPath = z.output<typeof folderWithPath>

const next = z.string().nullable()

export const filesPage = z.object({ files: z.array(driveFile), next })
export const foldersPage = z.object({ folders: z.array(driveFolder), next })
/** A page of the trash, or of what others share. */
export const mixedPage = z.object({ files: z.array(driveFile), folders: z.array(driveFolder), next })

const share = z.object({ email: z.string(), role: z.enum(['viewer', 'editor']), createdAt: z.iso.datetime() })
export type Share = z.output<typeof share>
export const sharesAnswer = z.object({ shares: z.array(share) })

/** Problem details. @see RFC 9457 */
export const problem = z.object({
  type: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.output<typeof problem>
