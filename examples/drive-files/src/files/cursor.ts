import { z } from 'zod'
import type { Sort } from '../schemas/list.js'
import type { MixedCursor } from './page.js'

/** Where a page ended: the sort, the value of the last file or folder in the sorted column, and its id, which breaks ties. */
export type Cursor = z.output<typeof cursor>

/** Later times have five-digit years, which Postgres reads differently. */
const endOf9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

const position = { id: z.uuid() }
// Whatever passes here reaches the database: nothing may pass that Postgres cannot read.
const cursor = z.discriminatedUnion('sort', [
  z.strictObject({ ...position, sort: z.enum(['name', '-name']), after: z.string().regex(/^\P{Cc}*$/u) }),
  z.strictObject({ ...position, sort: z.enum(['size', '-size']), after: z.int().nonnegative() }),
  z.strictObject({
    ...position,
    sort: z.enum(['createdAt', '-createdAt']),
    after: z.int().nonnegative().max(endOf9999),
  }),
])

const mixedCursor = z.strictObject({ of: z.enum(['folders', 'files']), at: cursor.optional() })

/** A cursor tells clients nothing; it grants nothing either, for it names a place in a list that only holds what the caller may see. */
export function writeCursor(value: Cursor | MixedCursor): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** The cursor that was written, or nothing when the text is not one, or is one of another sort. */
export function readCursor(text: string, sort: Sort): Cursor | undefined {
  const result = cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
  return result.success && result.data.sort === sort ? result.data : undefined
}

/** The same for a list of folders and files, whose folders may have another sort than its files. */
export function readMixedCursor(
  text: string,
  sorts: Readonly<Record<MixedCursor['of'], Sort>>,
): MixedCursor | undefined {
  const { success, data } = mixedCursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
  return success && (data.at === undefined || data.at.sort === sorts[data.of]) ? data : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
