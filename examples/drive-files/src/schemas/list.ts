import { z } from 'zod'

/** The columns that a list of files can be sorted by; a leading `-` means descending. */
export const sorts = ['name', '-name', 'createdAt', '-createdAt', 'size', '-size'] as const
export type Sort = (typeof sorts)[number]

/** Those of a list of folders, which have no size. */
const folderSorts = ['name', '-name', 'createdAt', '-createdAt'] as const
export type FolderSort = (typeof folderSorts)[number]

const limit = z
  .string('must be given once')
  .regex(/^([1-9]|[1-9]\d|100)$/, 'must be a whole number from 1 to 100')
  .transform(Number)
  .prefault('20')
  .meta({ description: 'How much a page holds at most, from 1 to 100', examples: ['20'] })

const cursor = z
  .string('must be given once')
  .max(8192, 'is not a cursor of this list')
  .optional()
  .meta({ description: 'Where the page starts: the `next` of the page before, with the same sort' })

const search = z
  .string('must be given once')
  .max(255, 'must be at most 255 characters long')
  .regex(/^\P{Cc}*$/u, 'must not contain control characters')
  .optional()
  .meta({ description: 'Only what has this in its name, in upper or lower case' })

/** Which folder a list is of. What is not an id is not found, in the same words as an id that is nobody's. */
const place = (description: string) =>
  z.string('must be given once').max(100, 'is not the id of a folder').optional().meta({ description })

const fileSort = z
  .enum(sorts, `must be one of ${sorts.join(', ')}`)
  .default('-createdAt')
  .meta({ description: 'The order; with `-` in front, the greatest comes first' })

export const fileListQuery = z.strictObject({
  folder: place('The id of a folder, or `root` for what lies in none; without it, all files of your own'),
  q: search,
  sort: fileSort,
  limit,
  cursor,
})

export const folderListQuery = z.strictObject({
  parent: place('The id of a folder, or `root` for what lies in none; without it, all folders of your own'),
  q: search,
  sort: z
    .enum(folderSorts, `must be one of ${folderSorts.join(', ')}`)
    .default('name')
    .meta({ description: 'The order; with `-` in front, the greatest comes first' }),
  limit,
  cursor,
})

export const trashListQuery = z.strictObject({ q: search, sort: fileSort, limit, cursor })

export const sharedListQuery = z.strictObject({ limit, cursor })

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'The cursor of the next page; null on the last one' })
