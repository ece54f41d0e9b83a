import { readdir } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import type { Database } from '../../src/database/database.js'
import { files, folders, unwantedContents } from '../../src/database/schema.js'
import { mostLevels } from '../../src/files/depth.js'

/** All that is wrong with the tree of an owner, in words; nothing when it is whole. */
export async function faultsOf(database: Database, ownerId: string): Promise<string[]> {
  const all = await database.select().from(folders).where(eq(folders.ownerId, ownerId))
  const its = await database.select().from(files).where(eq(files.ownerId, ownerId))
  const byId = new Map(all.map((folder) => [folder.id, folder]))
  const faults: string[] = []
  for (const folder of all) {
    const above = []
    for (let at = folder.parentId; at !== null; at = byId.get(at)?.parentId ?? null) {
      above.push(at)
      if (!byId.has(at)) faults.push(`${folder.id} lies in a folder that is not there`)
      if (above.length > mostLevels) break
    }
    if (above.length >= mostLevels) faults.push(`${folder.id} lies too deep, or in itself`)
    const expected =
      folder.trashedAt === null ? (byId.get(folder.parentId ?? '')?.trashId ?? null) : folder.id
    if (folder.trashId !== expected) {
      faults.push(`${folder.id} is in the trash with ${folder.trashId}, not with ${expected}`)
    }
  }
  for (const { id, folderId } of its) {
    if (folderId !== null && !byId.has(folderId)) faults.push(`${id} lies in a folder that is not there`)
  }
  return faults
}

/** Which contents are on disk and no file's of this database, or waiting to be removed. */
export async function leftContents(database: Database, folder: string): Promise<string[]> {
  const onDisk = (await readdir(folder)).filter((name) => name !== 'unsettled')
  const wanted = new Set((await database.select({ id: files.contentId }).from(files)).map(({ id }) => id))
  const waiting = (await database.select().from(unwantedContents)).filter(({ id }) => onDisk.includes(id))
  return [
    ...onDisk.filter((id) => !wanted.has(id)).map((id) => `${id} is on disk and no file's`),
    ...waiting.map(({ id }) => `${id} waits to be removed`),
    ...(await readdir(`${folder}/unsettled`)).map((name) => `${name} is not settled`),
  ]
}
