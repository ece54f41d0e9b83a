import type { Item, ItemName } from './api/item.js'
import { isFile, nameOf } from './api/item.js'

/** The addresses of the pages. Values are encoded, whatever they are. */

/** @param id of a folder; null for the top */
export const folderPath = (id: string | null): string => (id === null ? '/drive' : `/drive/folders/${id}`)

export const itemPath = (item: Item): string =>
  isFile(item) ? `/drive/files/${item.id}` : folderPath(item.id)

export const contentPath = (id: string): string => `/drive/files/${id}/content`

export const imagePath = (id: string): string => `/drive/files/${id}/image`

/** Adds parameters to a path; what is undefined is left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | readonly string[] | undefined>>,
): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const each of typeof value === 'string' ? [value] : value) parameters.append(name, each)
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`
}

/** A page that does one thing with an item, and comes back. */
export const stepPath = (
  step: 'rename' | 'move' | 'share' | 'replace' | 'delete',
  item: Item,
  back: string,
): string => withQuery(`/drive/${step}`, { item: nameOf(item), back })

export const nameIn = ({ kind, id }: ItemName): string => `${kind}:${id}`
