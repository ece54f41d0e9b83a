import { type AnyColumn, like, type SQL } from 'drizzle-orm'
import { foldName } from './name.js'

/** That a name contains what is searched for; nothing when nothing is. */
export function nameContains(nameFolded: AnyColumn, search: string | undefined): SQL | undefined {
  if (search === undefined || search === '') return undefined
  return like(nameFolded, `%${escapeLike(foldName(search))}%`)
}

/** In LIKE, `%` and `_` stand for anything; here they are to stand for themselves. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
