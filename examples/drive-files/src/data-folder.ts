import { access, constants, mkdir } from 'node:fs/promises'
import { StartupError } from './startup-error.js'

/**
 * Makes the folder of all data if it is not there yet, for no other user of the machine to look into. One
 * that is there keeps the rights that it has.
 *
 * @throws {StartupError} when there can be no such folder, or none to write in
 */
export async function openDataFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartupError(
      `DATA_DIR cannot be ${path} (${(error as Error).message}). ` +
        'Choose a folder that this program may write in, or one that it may make.',
      { cause: error },
    )
  }
}
