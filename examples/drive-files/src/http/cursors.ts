import { type Cursor, readCursor, readMixedCursor, writeCursor } from '../files/cursor.js'
import { folderSort } from '../files/list-order.js'
import type { MixedCursor } from '../files/page.js'
import type { Sort } from '../schemas/list.js'
import { invalidInput } from './problem.js'

/** The cursor of a query, of a list with this sort. */
export function cursorOf(text: string | undefined, sort: Sort): Cursor | undefined {
  return text === undefined ? undefined : (readCursor(text, sort) ?? refuse())
}

/** The same for a list of folders and files. */
export function mixedCursorOf(text: string | undefined, sort: Sort): MixedCursor | undefined {
  if (text === undefined) return undefined
  return readMixedCursor(text, { folders: folderSort(sort), files: sort }) ?? refuse()
}

export function nextOf(next: Cursor | MixedCursor | undefined): string | null {
  return next === undefined ? null : writeCursor(next)
}

function refuse(): never {
  throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list and sort' }])
}
