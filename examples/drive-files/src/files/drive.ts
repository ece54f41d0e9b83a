import type { FileHandle } from 'node:fs/promises'
import { describeError, type Log } from '../log.js'
import type { Contents, Draft } from './contents.js'
import type { Owner } from './owner.js'
import type { FileRows, ListOptions, NewFile, Page } from './rows.js'
import type { StoredFile } from './stored-file.js'

/** A content that was received, and what it is to be called. */
export interface Received extends Pick<StoredFile, 'name' | 'contentType'> {
  draft: Draft
}

export interface OpenFile {
  file: StoredFile
  /** Whoever gets it closes it. */
  content: FileHandle
}

/**
 * The files of many owners: a row in the database and a content on disk each. Every method takes the
 * owner, and somebody else's file is one that does not exist.
 */
export class Drive {
  constructor(
    private readonly rows: FileRows,
    private readonly contents: Contents,
    private readonly log: Log,
  ) {}

  list(owner: Owner, options: ListOptions): Promise<Page> {
    return this.rows.list(owner, options)
  }

  find(owner: Owner, id: string): Promise<StoredFile | undefined> {
    return this.rows.find(owner, id)
  }

  rename(owner: Owner, id: string, name: string): Promise<StoredFile | undefined> {
    return this.rows.rename(owner, id, name)
  }

  async open(owner: Owner, id: string): Promise<OpenFile | undefined> {
    const file = await this.rows.find(owner, id)
    if (file === undefined) return undefined
    const content = await this.contents.open(file.id)
    if (content !== undefined) return { file, content }
    // Deleted between the two looks, or lost.
    if ((await this.rows.find(owner, id)) === undefined) return undefined
    throw new Error(`the content of file ${file.id} is missing on disk`)
  }

  /** Takes in a content, to become a file with `add` or to be dropped with `discard`. */
  receive(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Draft> {
    return this.contents.receive(source, maxBytes)
  }

  discard(draft: Draft): Promise<void> {
    return this.contents.discard(draft)
  }

  add(owner: Owner, received: Received): Promise<StoredFile> {
    return this.place([received], () => this.rows.insert(owner, asRow(received)))
  }

  /** Whether this owner has, or ever had, files here. */
  knows(owner: Owner): Promise<boolean> {
    return this.rows.knows(owner)
  }

  /**
   * Gives a new owner their first files: all of them or none.
   *
   * @returns false, and drops what was received, for an owner that has, or ever had, files here
   */
  welcome(owner: Owner, received: readonly Received[]): Promise<boolean> {
    return this.place(received, () => this.rows.insertFirst(owner, received.map(asRow)))
  }

  /** Moves a file into the trash, where it stays until somebody restores or deletes it. @returns whether there was such a file */
  trash(owner: Owner, id: string): Promise<boolean> {
    return this.rows.trash(owner, id)
  }

  restore(owner: Owner, id: string): Promise<StoredFile | undefined> {
    return this.rows.restore(owner, id)
  }

  /**
   * Deletes a file that is in the trash, for good.
   *
   * @param since only where it is there since this very moment
   * @returns whether there was such a file
   */
  async delete(owner: Owner, id: string, since?: Date): Promise<boolean> {
    if (!(await this.rows.isTrashed(owner, id, since))) return false
    await this.contents.mark(id)
    try {
      return await this.rows.delete(owner, id, since)
    } finally {
      await this.trySettle(id)
    }
  }

  /** Deletes all that is in the trash at this moment, for good. What comes into it meanwhile stays. */
  async emptyTrash(owner: Owner): Promise<void> {
    for (const { id, trashedAt } of await this.rows.trashed(owner)) await this.delete(owner, id, trashedAt)
  }

  /**
   * Ends what an earlier run, or another instance, began at least `olderThanMs` ago and left. What cannot be
   * ended is told to the log and stays for the next time.
   *
   * @returns how many additions and deletions were settled
   */
  async settleLeftovers(olderThanMs: number): Promise<number> {
    const { marked, drafts } = await this.contents.findUnsettled(olderThanMs)
    for (const id of drafts) await this.tryTo(() => this.contents.discard({ id }), id)
    let settled = 0
    for (const id of marked) if (await this.trySettle(id)) settled++
    return settled
  }

  private async place<T>(received: readonly Received[], insert: () => Promise<T>): Promise<T> {
    try {
      for (const { draft } of received) {
        await this.contents.mark(draft.id)
        await this.contents.keep(draft)
      }
      return await insert()
    } finally {
      for (const { draft } of received) {
        await this.contents.discard(draft)
        await this.trySettle(draft.id)
      }
    }
  }

  /** The row decides: without one the content goes. */
  private async settle(id: string): Promise<void> {
    if (!(await this.rows.has(id))) await this.contents.remove(id)
    await this.contents.unmark(id)
  }

  /** When this fails, the mark stays and the next start settles it. What the request came for is done or not done already. */
  private trySettle(id: string): Promise<boolean> {
    return this.tryTo(() => this.settle(id), id)
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

function asRow({ draft: { id, size, sha256 }, name, contentType }: Received): NewFile {
  return { id, size, sha256, name, contentType }
}
