import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'

/**
 * Writes a file that only this user can read, in a folder that only this user can enter. A reader sees the old
 * content or the new one, never half of it: the text goes to a temporary file beside it, which is then renamed.
 *
 * @param options.flush wait until the disk has it; without, a power cut may lose the last writes.
 */
export async function writePrivateFile(
  file: string,
  text: string,
  options: { flush: boolean },
): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFileAtomic(file, text, { mode: 0o600, fsync: options.flush })
}
