import type { FileHandle } from 'node:fs/promises'
import type { Contents, Draft } from './contents.js'
import type { Owner } from './owner.js'
import type { FileRows, ListOptions, Page } from './rows.js'
import type { StoredFile } from './stored-file.js'

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

  async add(
    owner: Owner,
    draft: Draft,
    about: Pick<StoredFile, 'name' | 'contentType'>,
  ): Promise<StoredFile> {
    try {
      await this.contents.mark(draft.id)
      await this.contents.keep(draft)
      return await this.rows.insert(owner, { ...draft, name: about.name, contentType: about.contentType })
    } finally {
      await this.contents.discard(draft)
      await this.trySettle(draft.id)
    }
  }

  /** @returns whether there was such a file */
  async delete(owner: Owner, id: string): Promise<boolean> {
    const file = await this.rows.find(owner, id)
    if (file === undefined) return false
    await this.contents.mark(file.id)
    try {
      return await this.rows.delete(owner, file.id)
    } finally {
      await this.trySettle(file.id)
    }
  }

  /** Notes the owner as known. @returns false for one that has, or ever had, files here */
  welcome(owner: Owner): Promise<boolean> {
    return this.rows.welcome(owner)
  }

  /**
   * Ends what an earlier run, or another instance, began at least `olderThanMs` ago and left.
   *
   * @returns how many additions and deletions were settled
   */
  async settleLeftovers(olderThanMs: number): Promise<number> {
    const ids = await this.contents.findUnsettled(olderThanMs)
    for (const id of ids) await this.settle(id)
    return ids.length
  }

  /** The row decides: without one the content goes. */
  private async settle(id: string): Promise<void> {
    if (!(await this.rows.has(id))) await this.contents.remove(id)
    await this.contents.unmark(id)
  }

  /** When this fails, the mark stays and the next start settles it. What the request came for is done or not done already. */
  private async trySettle(id: string): Promise<void> {
    await this.settle(id).catch(() => undefined)
  }
}
