import { z } from 'zod'
import { fileNameFault } from './files/name.js'

/*
 * Everything that the API takes and gives, in one place. Each schema also describes itself to
 * `z.toJSONSchema`, so that an OpenAPI document can be written from it.
 */

/** The columns that a list can be sorted by; a leading `-` means descending. */
export const sorts = ['name', '-name', 'createdAt', '-createdAt', 'size', '-size'] as const
export type Sort = (typeof sorts)[number]

export const fileId = z.uuid().meta({ description: 'The id of a file' })

const fileName = z
  .string('must be a string')
  .superRefine((name, context) => {
    const fault = fileNameFault(name)
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
  })
  .meta({ description: 'A file name of 1 to 255 characters; names need not be unique', examples: ['a.txt'] })

/** The query of `GET /files`. */
export const listQuery = z.strictObject({
  limit: z
    .string('must be given once')
    .regex(/^([1-9]|[1-9]\d|100)$/, 'must be a whole number from 1 to 100')
    .transform(Number)
    .default(20)
    .meta({ description: 'How many files a page holds at most' }),
  cursor: z
    .string('must be given once')
    .max(8192, 'is not a cursor of this list')
    .optional()
    .meta({ description: 'Where the page starts: the `next` of the page before, with the same sort' }),
  q: z
    .string('must be given once')
    .max(255, 'must be at most 255 characters long')
    .regex(/^\P{Cc}*$/u, 'must not contain control characters')
    .optional()
    .meta({ description: 'Only files whose name contains this, in upper or lower case' }),
  sort: z.enum(sorts, `must be one of ${sorts.join(', ')}`).default('-createdAt'),
})
export type ListQuery = z.output<typeof listQuery>

/** What is asked of the file part of `POST /files`. */
export const filePart = z.object({ filename: fileName })

/** The body of `PATCH /files/:id`. */
export const renameBody = z.strictObject({ name: fileName }, 'must be a JSON object')

/** A file as every answer shows it. */
export const fileJson = z.object({
  id: fileId,
  name: fileName,
  contentType: z.string(),
  size: z.int().nonnegative().meta({ description: 'In bytes' }),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type FileJson = z.output<typeof fileJson>

/** The answer of `GET /files`. */
export const pageJson = z.object({
  files: z.array(fileJson),
  next: z.string().nullable().meta({ description: 'The cursor of the next page; null on the last one' }),
})
export type PageJson = z.output<typeof pageJson>
