import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { lock } from 'proper-lockfile'
import { isObject } from './is-object.js'
import { StartupError, unusable } from './startup-error.js'

/** A process that was killed leaves its mark behind, which counts until it is this old. */
const staleMs = 5000

/**
 * Marks the folder as used by this process alone; makes it when it is not there. A second server on it would sign
 * with other keys, and would serve a code or a refresh token that the first has already served.
 *
 * The mark is a folder whose time is renewed every second, so it also holds between containers that share a volume.
 *
 * @param lost is called when the mark was removed, or taken over while this process stood still.
 * @returns what takes the mark away again.
 * @throws StartupError when another process has the folder, after waiting as long as its mark could be a leftover.
 */
export async function lockFolder(folder: string, lost: () => void): Promise<() => Promise<void>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const release = await lock(folder, {
      lockfilePath: join(folder, 'lock'),
      stale: staleMs,
      update: 1000,
      retries: { retries: staleMs / 1000 + 1, factor: 1, minTimeout: 1000 },
      onCompromised: lost,
    })
    return () => release().catch(() => undefined) // lost before: it is not ours to take away
  } catch (error) {
    if (isObject(error) && error.code === 'ELOCKED') {
      throw new StartupError(
        `DATA_DIR ${folder} is in use by another authorization server. ` +
          'Stop that one, or set DATA_DIR to another folder.',
        { cause: error },
      )
    }
    throw unusable(`DATA_DIR ${folder}`, error, 'Set DATA_DIR to a folder that this user can write to.')
  }
}
