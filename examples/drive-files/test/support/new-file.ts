import { randomUUID } from 'node:crypto'
import type { NewFile } from '../../src/files/file-rows.js'
import type { Owner } from '../../src/files/user.js'

/** A file as it is told to the database, which has no look at its content. */
export function newFile(about: Partial<NewFile> = {}): NewFile {
  return {
    id: randomUUID(),
    contentId: randomUUID(),
    name: 'a.txt',
    contentType: 'text/plain',
    size: 1,
    sha256: '0'.repeat(64),
    ...about,
  }
}

/** An owner of whom nobody knows anything yet. */
export function someone(): Owner {
  return { issuer: 'https://issuer.test', subject: randomUUID() }
}
