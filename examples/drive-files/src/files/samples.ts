import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import type { Draft } from './contents.js'
import { asContent, type Drive } from './drive.js'
import type { FirstThings } from './first-things.js'
import type { ShareRole } from './role.js'

/** One folder for each sample account, named by its subject, with that account's files and folders in it. */
const samples = resolve(import.meta.dirname, '../../samples')

const contentTypes: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.md': 'text/markdown',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
}

interface SampleAccount {
  subject: string
  name: string
  email: string
  /** Which of its folders it shares, and with whom. */
  shares: readonly { folder: string; email: string; role: ShareRole }[]
}

const accounts: readonly SampleAccount[] = [
  { subject: 'alice', name: 'Alice Karimova', email: 'alice@example.com', shares: [] },
  {
    subject: 'bob',
    name: 'Bob Yusupov',
    email: 'bob@example.com',
    shares: [{ folder: 'Samarkand trip', email: 'alice@example.com', role: 'viewer' }],
  },
]

/**
 * Gives the sample accounts of an issuer their sample files: only to an account that has none and never
 * had any, so that what was deleted stays deleted. An account gets all of its files or none: what breaks
 * off is done again at the next start.
 */
export async function addSampleFiles(drive: Drive, issuer: string): Promise<void> {
  for (const { subject, name, email, shares } of accounts) {
    const user = { issuer, subject, name, email }
    if (await drive.knows(user)) continue
    const received: Sample = { folders: [], files: [], shares: [], drafts: [] }
    await receiveAll(drive, join(samples, subject), null, received)
    for (const { folder, ...share } of shares) {
      const shared = received.folders.find((one) => one.name === folder)
      if (shared) received.shares.push({ ...share, folderId: shared.id })
    }
    await drive.welcome(user, received, received.drafts)
  }
}

interface Sample extends FirstThings {
  drafts: Draft[]
}

async function receiveAll(
  drive: Drive,
  path: string,
  folderId: string | null,
  received: Sample,
): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const { name } = entry
    // Systems leave files of their own in folders that people look at, such as `.DS_Store`.
    if (name.startsWith('.')) continue
    if (entry.isDirectory()) {
      const id = randomUUID()
      received.folders.push({ id, name, parentId: folderId })
      await receiveAll(drive, join(path, name), id, received)
    }
    if (!entry.isFile()) continue
    const draft = await drive.receive(createReadStream(join(path, name)), Infinity)
    received.drafts.push(draft)
    const contentType = contentTypes[extname(name)] ?? 'application/octet-stream'
    received.files.push({ id: draft.id, name, folderId, ...asContent({ draft, contentType }) })
  }
}
