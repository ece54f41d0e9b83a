import type { Drive } from './drive.js'
import type { DriveFile } from './drive-file.js'

/** Some of the files that an application works with, and where it goes on. */
export interface Listing {
  readonly files: readonly DriveFile[]
  readonly next: string | undefined
}

/** What a page shows at least, where there are so many; at most it is one more page of the Drive. */
const enough = 24
const limit = 24
/** A Drive full of other files is not read to its end for one page. */
const maximumRequests = 5

/** Finds files of a kind: the Drive cannot be asked for types, so pages of it are read until there are enough. */
export async function listOf(
  drive: Drive,
  wanted: (file: DriveFile) => boolean,
  { cursor, query }: { readonly cursor?: string | undefined; readonly query?: string | undefined },
): Promise<Listing> {
  const files: DriveFile[] = []
  let from = cursor
  for (let requests = 0; requests < maximumRequests; requests++) {
    const page = await drive.list({ limit, cursor: from, query })
    files.push(...page.files.filter(wanted))
    from = page.next ?? undefined
    if (from === undefined || files.length >= enough) break
  }
  return { files, next: from }
}
