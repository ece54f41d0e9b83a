import { z } from 'zod'
import { nextCursor } from './list.js'
import { thingName } from './name.js'
import { ownerJson, role, thingId, time } from './thing.js'

/** What is asked of the file part of an upload. */
export const filePart = z.object({ filename: thingName })

/** The query of `POST /files`. */
export const uploadQuery = z.strictObject({
  folder: z.string('must be given once').max(100, 'is not the id of a folder').optional().meta({
    description: 'The folder to put it into, which may be one that is shared with you; without it, the top',
  }),
})

/** The body of `PATCH /files/:id`. */
export const fileChange = z
  .strictObject(
    {
      name: thingName.optional(),
      folder: z
        .uuid('must be the id of a folder, or null')
        .nullable()
        .optional()
        .meta({ description: 'The folder to move it into, of the same owner; null for the top' }),
    },
    'must be a JSON object',
  )
  .refine((change) => change.name !== undefined || change.folder !== undefined, {
    path: ['name'],
    message: 'must be there, or a folder',
  })
  .meta({ id: 'FileChange' })

/** A file as every answer shows it. */
export const fileJson = z
  .object({
    id: thingId,
    name: thingName,
    folder: z.uuid().nullable().meta({
      description: 'The folder that it lies in; null at the top, and where you may not see that folder',
    }),
    role,
    owner: ownerJson.optional(),
    contentType: z.string().meta({ examples: ['text/plain'] }),
    size: z
      .int()
      .nonnegative()
      .meta({ description: 'In bytes', examples: [5] }),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ examples: ['2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'] }),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'File' })
export type FileJson = z.output<typeof fileJson>

export const filePage = z.object({ files: z.array(fileJson), next: nextCursor }).meta({ id: 'FilePage' })
