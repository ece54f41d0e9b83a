import type { DriveFile, DriveFolder } from './answers.js'

/** A file or a folder, as forms and addresses name it: `file:<id>`, `folder:<id>`. */
export interface ItemName {
  readonly kind: 'file' | 'folder'
  readonly id: string
}

/** What lies in a Drive. */
export type Item = DriveFile | DriveFolder

const pattern = /^(file|folder):([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/

/** @returns nothing for what is no name of an item */
export function readItem(text: unknown): ItemName | undefined {
  const [, kind, id] = (typeof text === 'string' ? pattern.exec(text) : null) ?? []
  if (id === undefined) return undefined
  return { kind: kind === 'file' ? 'file' : 'folder', id }
}

export const isFile = (item: Item): item is DriveFile => 'contentType' in item

/** How forms and addresses name an item. */
export const nameOf = (item: Item): string => `${isFile(item) ? 'file' : 'folder'}:${item.id}`

/** The folder in which an item lies; null at the top. */
export const folderOf = (item: Item): string | null => (isFile(item) ? item.folder : item.parent)
