import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from '../error-code.js'
import { StartupError } from '../startup-error.js'

/** Another process, or another part of this one, has the folder open. */
export class FolderInUseError extends StartupError {
  override name = 'FolderInUseError'
}

export interface FolderLock {
  release: () => Promise<void>
}

/** The folders that this process holds: a lock file with its own id in it need not be its own doing. */
const held = new Set<string>()

/**
 * Marks the folder as in use by this process, through the file `lock` in it. The mark of a process that
 * is gone is taken over.
 *
 * It holds between processes that see each other: on one machine, and not in containers of their own that
 * share the folder, where a process cannot see whether the other one is alive.
 *
 * @throws {FolderInUseError} when the process that has it is alive
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock')
  if (held.has(path)) throw new FolderInUseError(`${folder} is already open in this process`)
  held.add(path)
  try {
    if (!(await create(path))) {
      await removeStale(folder, path)
      if (!(await create(path))) throw await inUse(folder, path)
    }
  } catch (error) {
    held.delete(path)
    throw error
  }
  let released = false
  return {
    release: async () => {
      if (released) return
      released = true
      await rm(path, { force: true })
      held.delete(path)
    },
  }
}

/** Creating a file that must not exist is the one step that only one of two processes can win. */
async function create(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

async function removeStale(folder: string, path: string): Promise<void> {
  const stale = await readPid(path)
  if (stale === undefined || isAlive(stale)) throw await inUse(folder, path)
  // Moved aside before it is removed: when somebody was faster, what is moved is the new owner's mark.
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  const moved = await readPid(aside)
  if (moved !== stale) {
    await rename(aside, path)
    throw await inUse(folder, path)
  }
  await rm(aside)
}

async function readPid(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return /^\d+\n?$/.test(text) ? Number(text) : undefined
}

function isAlive(pid: number): boolean {
  // Its own id, but not held: the mark is from an earlier life, as in a container where ids repeat.
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

async function inUse(folder: string, path: string): Promise<FolderInUseError> {
  const pid = await readPid(path)
  const who = pid === undefined ? 'another process' : `process ${pid}`
  return new FolderInUseError(
    `${folder} is in use by ${who}. Stop it, or choose another folder with DATA_DIR. ` +
      `If that process is not this program, remove ${path} and start again.`,
  )
}
