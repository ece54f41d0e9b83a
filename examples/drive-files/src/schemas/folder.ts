import { z } from 'zod'
import { fileJson } from './file.js'
import { nextCursor } from './list.js'
import { thingName } from './name.js'
import { ownerJson, role, thingId, time } from './thing.js'

const parent = z
  .uuid('must be the id of a folder, or null')
  .nullable()
  .optional()
  .meta({ description: 'The folder to put it into; null for the top' })

/** The body of `POST /folders`. */
export const newFolder = z
  .strictObject({ name: thingName, parent }, 'must be a JSON object')
  .meta({ id: 'NewFolder' })

/** The body of `PATCH /folders/:id`. */
export const folderChange = z
  .strictObject({ name: thingName.optional(), parent }, 'must be a JSON object')
  .refine((change) => change.name !== undefined || change.parent !== undefined, {
    path: ['name'],
    message: 'must be there, or a parent',
  })
  .meta({ id: 'FolderChange' })

/** A folder as every answer shows it. */
export const folderJson = z
  .object({
    id: thingId,
    name: thingName,
    parent: z.uuid().nullable().meta({
      description: 'The folder that it lies in; null at the top, and where you may not see that folder',
    }),
    role,
    owner: ownerJson.optional(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Folder' })
export type FolderJson = z.output<typeof folderJson>

/** The answer of `GET /folders/:id`. */
export const folderWithPath = folderJson
  .extend({
    path: z
      .array(z.object({ id: z.uuid(), name: thingName }))
      .meta({ description: 'The folders that it lies in, from the top, as far as you may see them' }),
  })
  .meta({ id: 'FolderWithPath' })

export const folderPage = z
  .object({ folders: z.array(folderJson), next: nextCursor })
  .meta({ id: 'FolderPage' })

/** Folders first, and then files. */
export const mixedPage = z
  .object({ folders: z.array(folderJson), files: z.array(fileJson), next: nextCursor })
  .meta({ id: 'MixedPage', description: 'Folders come first, on as many pages as they take, and then files' })
export type MixedPageJson = z.output<typeof mixedPage>

/** The answer of `POST /trash/:id/restore`. */
export const fileOrFolder = z.union([fileJson, folderJson])
