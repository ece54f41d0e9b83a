import type { FileHandle } from 'node:fs/promises'
import type { Database } from '../database/database.js'
import { describeError, type Log } from '../log.js'
import type { Contents, Draft } from './contents.js'
import { FileRows, type NewContent } from './file-rows.js'
import { type FirstThings, isKnown, storeFirst } from './first-things.js'
import { FolderRows } from './folder-rows.js'
import type { MixedCursor, MixedPage } from './page.js'
import { ShareRows } from './share-rows.js'
import { listSharedWith } from './shared-with.js'
import type { StoredFile } from './stored-file.js'
import { TrashRows } from './trash-rows.js'
import { UnwantedContents } from './unwanted-contents.js'
import type { User } from './user.js'

/** A content that was received, and what it is to be called. */
export interface Received extends Pick<StoredFile, 'name' | 'contentType'> {
  draft: Draft
}

export interface OpenFile {
  file: StoredFile
  /** Whoever gets it closes it. */
  content: FileHandle
}

/** How often a content may be replaced just when it is to be opened. */
const mostLooks = 10

/**
 * The files and folders of many owners: rows in the database and, for each file, a content on disk. Every method takes the user: what they
 * may not see is what does not exist.
 *
 * @see Refusal for what the methods throw
 */
export class Drive {
  readonly files: FileRows
  readonly folders: FolderRows
  readonly shares: ShareRows
  readonly trash: TrashRows
  private readonly unwanted: UnwantedContents

  constructor(
    private readonly database: Database,
    private readonly contents: Contents,
    private readonly log: Log,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.files = new FileRows(database, now)
    this.folders = new FolderRows(database, now)
    this.shares = new ShareRows(database, now)
    this.trash = new TrashRows(database)
    this.unwanted = new UnwantedContents(database)
  }

  async open(user: User, id: string): Promise<OpenFile> {
    let file = await this.files.find(user, id)
    for (let looks = 0; looks < mostLooks; looks++) {
      const content = await this.contents.open(file.contentId)
      if (content !== undefined) return { file, content }
      // Deleted or replaced between the two looks, or lost.
      const again = await this.files.find(user, id)
      if (again.contentId === file.contentId) break
      file = again
    }
    throw new Error(`the content of file ${file.id} is missing on disk`)
  }

  /** Takes in a content, to become a file's with `add` or `replace`, or to be dropped with `discard`. */
  receive(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Draft> {
    return this.contents.receive(source, maxBytes)
  }

  discard(draft: Draft): Promise<void> {
    return this.contents.discard(draft)
  }

  /** A new file, at the top or in a folder that the user may change. */
  add(user: User, received: Received, folderId?: string | null): Promise<StoredFile> {
    const { draft, name } = received
    const row = { id: draft.id, name, ...asContent(received) }
    return this.place([draft], () => this.files.insert(user, row, folderId))
  }

  /** Puts a content in the place of a file's, in one step: readers get the old one or the new one, whole. */
  async replace(
    user: User,
    id: string,
    received: Omit<Received, 'name'>,
    isExpected: (file: StoredFile) => boolean = () => true,
  ): Promise<StoredFile> {
    const { file, unwanted } = await this.place([received.draft], () =>
      this.files.replace(user, id, asContent(received), isExpected),
    )
    // That one alone: what others have deleted is not for this request to wait for.
    await this.removeUnwanted(unwanted)
    return file
  }

  /** What others share with the user directly. */
  listSharedWith(user: User, limit: number, after?: MixedCursor): Promise<MixedPage> {
    return listSharedWith(this.database, user, limit, after)
  }

  /** Deletes a file or a folder that is in the trash, for good. */
  async delete(user: User, id: string): Promise<void> {
    await this.trash.delete(user, id)
    await this.removeUnwanted()
  }

  /** Deletes all that is in the trash at this moment, for good. What comes into it meanwhile stays. */
  async emptyTrash(user: User): Promise<void> {
    await this.trash.empty(user)
    await this.removeUnwanted()
  }

  /** Whether this user has, or ever had, something here. */
  knows(user: User): Promise<boolean> {
    return isKnown(this.database, user)
  }

  /**
   * Gives a new owner their first files and folders: all of them or none.
   *
   * @returns false, and drops what was received, for an owner that has, or ever had, something here
   */
  welcome(user: User, things: FirstThings, drafts: readonly Draft[]): Promise<boolean> {
    return this.place(drafts, () => storeFirst(this.database, user, things, this.now()))
  }

  /**
   * Ends what an earlier run, or another instance, began at least `olderThanMs` ago and left. What cannot be
   * ended is told to the log and stays for the next time.
   *
   * @returns how many additions were settled
   */
  async settleLeftovers(olderThanMs: number): Promise<number> {
    const { marked, drafts } = await this.contents.findUnsettled(olderThanMs)
    for (const id of drafts) await this.tryTo(() => this.contents.discard({ id }), id)
    let settled = 0
    for (const id of marked) if (await this.trySettle(id)) settled++
    await this.removeUnwanted()
    return settled
  }

  /** Runs `insert`, which makes rows for contents that are on disk then; those without a row afterwards go. */
  private async place<T>(drafts: readonly Draft[], insert: () => Promise<T>): Promise<T> {
    try {
      for (const draft of drafts) {
        await this.contents.mark(draft.id)
        await this.contents.keep(draft)
      }
      return await insert()
    } finally {
      for (const draft of drafts) {
        await this.contents.discard(draft)
        await this.trySettle(draft.id)
      }
    }
  }

  /** The row decides: without one the content goes. */
  private async settle(id: string): Promise<void> {
    if (!(await this.files.usesContent(id))) await this.contents.remove(id)
    await this.contents.unmark(id)
  }

  /** When this fails, the mark stays and the next start settles it. What the request came for is done or not done already. */
  private trySettle(id: string): Promise<boolean> {
    return this.tryTo(() => this.settle(id), id)
  }

  /** What cannot be removed now is tried again with the next deletion, and at the next start. */
  private async removeUnwanted(only?: string): Promise<void> {
    const remove = (id: string) => this.contents.remove(id)
    try {
      if (only === undefined) await this.unwanted.settle(remove, this.log)
      else await this.unwanted.settleOne(only, remove, this.log)
    } catch (error) {
      this.log('contents_not_removed', describeError(error))
    }
  }

  private async tryTo(end: () => Promise<void>, id: string): Promise<boolean> {
    try {
      await end()
      return true
    } catch (error) {
      this.log('file_not_settled', { id, ...describeError(error) })
      return false
    }
  }
}

/** The columns of a file that come with its content. */
export function asContent({ draft: { id, size, sha256 }, contentType }: Omit<Received, 'name'>): NewContent {
  return { contentId: id, contentType, size, sha256 }
}
