import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import type { Drive } from './drive.js'

/** One folder for each sample account, named by its subject, with that account's files in it. */
const samples = resolve(import.meta.dirname, '../../samples')

const contentTypes: Record<string, string> = {
  '.md': 'text/markdown',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
}

/**
 * Gives the sample accounts of an issuer their sample files: only to an account that has none and never
 * had any, so that what was deleted stays deleted.
 */
export async function addSampleFiles(drive: Drive, issuer: string): Promise<void> {
  for (const subject of await readdir(samples)) {
    const owner = { issuer, subject }
    if (!(await drive.welcome(owner))) continue
    for (const name of await readdir(join(samples, subject))) {
      const draft = await drive.receive(createReadStream(join(samples, subject, name)), Infinity)
      await drive.add(owner, draft, {
        name,
        contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
      })
    }
  }
}
