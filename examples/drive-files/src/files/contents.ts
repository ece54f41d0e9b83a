import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { hasCode } from '../error-code.js'

/** A content that was received whole and is not yet anybody's file. */
export interface Draft {
  id: string
  /** In bytes. */
  size: number
  sha256: string
}

export interface Unsettled {
  /** Where row and content may disagree. */
  marked: string[]
  /** Uploads that nobody will finish. */
  drafts: string[]
}

export class ContentTooLargeError extends Error {
  override name = 'ContentTooLargeError'
}

const unsettledName = /^(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?<kind>mark|draft)$/

/**
 * The contents of files, one file on disk each, named by its id and by nothing that a client sent.
 *
 * A row and its content cannot come or go in one step. In between, a *mark* in the folder `unsettled` says
 * that the two may disagree; if the process dies there, the next start finds the mark and settles the
 * matter. So nothing on disk is ever removed on suspicion, only after a beginning without an end.
 */
export class Contents {
  private readonly unsettled: string

  private constructor(private readonly folder: string) {
    this.unsettled = join(folder, 'unsettled')
  }

  /** Each database needs a folder of its own: what is unsettled is settled by looking for rows in that one. */
  static async open(folder: string): Promise<Contents> {
    const contents = new Contents(folder)
    await mkdir(contents.unsettled, { recursive: true, mode: 0o700 })
    return contents
  }

  /**
   * Streams to disk, hashing on the way; the source waits whenever the disk does.
   *
   * @throws {ContentTooLargeError} beyond `maxBytes`
   * @throws what the source throws; either way nothing stays on disk
   */
  async receive(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Draft> {
    const id = randomUUID()
    const hash = createHash('sha256')
    let size = 0
    const measure = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        size += chunk.length
        if (size > maxBytes) throw new ContentTooLargeError(`more than ${maxBytes} bytes`)
        hash.update(chunk)
        yield chunk
      }
    }
    const draft = createWriteStream(this.draftPath(id), { flags: 'wx' })
    try {
      await pipeline(source, measure, draft)
    } catch (error) {
      // What is still being opened would be there after it was removed.
      if (!draft.closed) await new Promise<void>((resolve) => draft.once('close', resolve))
      await rm(this.draftPath(id), { force: true })
      throw error
    }
    return { id, size, sha256: hash.digest('hex') }
  }

  /** Makes the draft the content of its id. To be called between `mark` and `unmark`. */
  async keep({ id }: Draft): Promise<void> {
    await rename(this.draftPath(id), this.path(id))
  }

  async discard({ id }: Pick<Draft, 'id'>): Promise<void> {
    await rm(this.draftPath(id), { force: true })
  }

  /** Opens the content, or returns nothing when there is none. Whoever gets the handle closes it. */
  async open(id: string): Promise<FileHandle | undefined> {
    try {
      return await open(this.path(id), 'r')
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined
      throw error
    }
  }

  /** @returns whether it was there */
  async remove(id: string): Promise<boolean> {
    try {
      await rm(this.path(id))
      return true
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false
      throw error
    }
  }

  /** Notes that, from now on, the row and the content of this id may disagree. */
  async mark(id: string): Promise<void> {
    await writeFile(this.markPath(id), '')
  }

  /** Notes that they agree. */
  async unmark(id: string): Promise<void> {
    await rm(this.markPath(id), { force: true })
  }

  /** What was begun at least `olderThanMs` ago and not ended, by id. Whatever else lies there is not ours. */
  async findUnsettled(olderThanMs: number, now = Date.now()): Promise<Unsettled> {
    const found: Unsettled = { marked: [], drafts: [] }
    for (const name of await readdir(this.unsettled)) {
      const { id, kind } = unsettledName.exec(name)?.groups ?? {}
      if (id === undefined) continue
      // It may be gone by now, ended by another instance on the same folder.
      const entry = await stat(join(this.unsettled, name)).catch(() => undefined)
      if (entry === undefined || now - entry.mtimeMs < olderThanMs) continue
      found[kind === 'mark' ? 'marked' : 'drafts'].push(id)
    }
    return found
  }

  private path(id: string): string {
    return join(this.folder, id)
  }

  private draftPath(id: string): string {
    return join(this.unsettled, `${id}.draft`)
  }

  private markPath(id: string): string {
    return join(this.unsettled, `${id}.mark`)
  }
}
