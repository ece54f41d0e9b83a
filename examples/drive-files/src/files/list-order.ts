import { asc, desc, type SQL, sql } from 'drizzle-orm'
import { files } from '../database/schema.js'
import type { Sort } from '../schemas.js'
import type { Cursor } from './cursor.js'
import { foldName } from './name.js'
import type { StoredFile } from './stored-file.js'

/** The column that a list is sorted by, and which way. */
export function order(sort: Sort) {
  const column = { name: files.nameFolded, createdAt: files.createdAt, size: files.size }[sortedBy(sort)]
  return { column, direction: sort.startsWith('-') ? desc : asc }
}

function sortedBy(sort: Sort) {
  return sort.replace(/^-/, '') as 'name' | 'createdAt' | 'size'
}

/** Compares (column, id) as one value, which the index of that sort answers directly. */
export function isPast({ sort, after, id }: Cursor): SQL {
  const { column } = order(sort)
  const value = sql.param(sortedBy(sort) === 'createdAt' ? new Date(after) : after, column)
  const past = sql`(${value}, ${sql.param(id, files.id)})`
  return sort.startsWith('-')
    ? sql`(${column}, ${files.id}) < ${past}`
    : sql`(${column}, ${files.id}) > ${past}`
}

/** Where a page ends that ends with this file. */
export function cursorAt(file: StoredFile, sort: Sort): Cursor {
  const { id } = file
  switch (sort) {
    case 'name':
    case '-name':
      return { sort, id, after: foldName(file.name) }
    case 'size':
    case '-size':
      return { sort, id, after: file.size }
    case 'createdAt':
    case '-createdAt':
      return { sort, id, after: file.createdAt.getTime() }
  }
}
