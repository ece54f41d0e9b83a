import { asc, desc, type SQL, sql } from 'drizzle-orm'
import { files, folders } from '../database/schema.js'
import type { FolderSort, Sort } from '../schemas/list.js'
import type { Cursor } from './cursor.js'
import { foldName } from './name.js'
import type { StoredFile, StoredFolder } from './stored-file.js'

/** The columns that lists of files, and of folders, are sorted by. */
const fileSorts = { name: files.nameFolded, createdAt: files.createdAt, size: files.size, id: files.id }
const folderSorts = {
  name: folders.nameFolded,
  createdAt: folders.createdAt,
  // Folders have no size; in a list with files, that is sorted by it, they stand by name.
  size: folders.nameFolded,
  id: folders.id,
}

export const orderOfFiles = (sort: Sort, after?: Cursor) => orderOf(fileSorts, sort, after)
export const orderOfFolders = (sort: Sort, after?: Cursor) => orderOf(folderSorts, folderSort(sort), after)

/** The sort of folders in a list that is sorted so. */
export function folderSort(sort: Sort): FolderSort {
  if (sort === 'size') return 'name'
  return sort === '-size' ? '-name' : sort
}

function orderOf(columns: typeof fileSorts | typeof folderSorts, sort: Sort, after: Cursor | undefined) {
  const direction = sort.startsWith('-') ? desc : asc
  return {
    by: [direction(columns[sortedBy(sort)]), direction(columns.id)],
    isPast: after && isPast(columns, after),
  }
}

function sortedBy(sort: Sort) {
  return sort.replace(/^-/, '') as 'name' | 'createdAt' | 'size'
}

/** Compares (column, id) as one value, which the index of that sort answers directly. */
function isPast(columns: typeof fileSorts | typeof folderSorts, { sort, after, id }: Cursor): SQL {
  const column = columns[sortedBy(sort)]
  const value = sql.param(sortedBy(sort) === 'createdAt' ? new Date(after) : after, column)
  const past = sql`(${value}, ${sql.param(id, columns.id)})`
  return sort.startsWith('-')
    ? sql`(${column}, ${columns.id}) < ${past}`
    : sql`(${column}, ${columns.id}) > ${past}`
}

/** Where a page ends that ends with this file. */
export function cursorAtFile(
  file: Pick<StoredFile, 'id' | 'name' | 'createdAt' | 'size'>,
  sort: Sort,
): Cursor {
  const { id } = file
  return sort === 'size' || sort === '-size' ? { sort, id, after: file.size } : cursorAtFolder(file, sort)
}

/** Where a page ends that ends with this folder. */
export function cursorAtFolder(
  { id, name, createdAt }: Pick<StoredFolder, 'id' | 'name' | 'createdAt'>,
  sort: FolderSort,
): Cursor {
  switch (sort) {
    case 'name':
    case '-name':
      return { sort, id, after: foldName(name) }
    case 'createdAt':
    case '-createdAt':
      return { sort, id, after: createdAt.getTime() }
  }
}
