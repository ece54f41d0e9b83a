import type { MixedPage } from '../files/page.js'
import type { Share } from '../files/share-rows.js'
import type { StoredFile, StoredFolder, StoredThing } from '../files/stored-file.js'
import type { FileJson } from '../schemas/file.js'
import type { FolderJson, MixedPageJson } from '../schemas/folder.js'
import type { ShareJson } from '../schemas/share.js'
import { nextOf } from './cursors.js'

/*
 * What answers show of a thing, and nothing else of it.
 */

export function fileAsJson(file: StoredFile): FileJson {
  const { id, name, folderId, contentType, size, sha256 } = file
  return { id, name, folder: folderId, ...rightsOf(file), contentType, size, sha256, ...timesOf(file) }
}

export function folderAsJson(folder: StoredFolder): FolderJson {
  const { id, name, parentId } = folder
  return { id, name, parent: parentId, ...rightsOf(folder), ...timesOf(folder) }
}

export function shareAsJson({ email, role, createdAt }: Share): ShareJson {
  return { email, role, createdAt: createdAt.toISOString() }
}

export function mixedPageAsJson({ folders, files, next }: MixedPage): MixedPageJson {
  return { folders: folders.map(folderAsJson), files: files.map(fileAsJson), next: nextOf(next) }
}

function rightsOf({ role, owner }: StoredThing) {
  return { role, ...(owner && { owner }) }
}

function timesOf({ createdAt, updatedAt }: StoredThing) {
  return { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}
