import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import type { Drive, Received } from './drive.js'

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
 * had any, so that what was deleted stays deleted. An account gets all of its files or none: what breaks
 * off is done again at the next start.
 */
export async function addSampleFiles(drive: Drive, issuer: string): Promise<void> {
  for (const account of await readdir(samples, { withFileTypes: true })) {
    const owner = { issuer, subject: account.name }
    if (!account.isDirectory() || (await drive.knows(owner))) continue
    await drive.welcome(owner, await receiveAll(drive, join(samples, account.name)))
  }
}

async function receiveAll(drive: Drive, folder: string): Promise<Received[]> {
  const received: Received[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    // Systems leave files of their own in folders that people look at, such as `.DS_Store`.
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const { name } = entry
    const draft = await drive.receive(createReadStream(join(folder, name)), Infinity)
    received.push({ draft, name, contentType: contentTypes[extname(name)] ?? 'application/octet-stream' })
  }
  return received
}
