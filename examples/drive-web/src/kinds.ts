import type { IconName } from 'sample-ui'
import type { DriveFile } from './api/answers.js'

/**
 * What pictures may be. The type that a file was stored with is what somebody wrote into a form; it only chooses among these, and the
 * answer has the one that stands here.
 */
const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml'] as const
export type ImageType = (typeof imageTypes)[number]

/** The largest picture that is shown small in a list: a page of a hundred of them stays bearable. */
const largestThumbnail = 1024 * 1024

/** The largest picture that is shown on its page. */
export const largestPicture = 30 * 1024 * 1024

export function imageType(contentType: string): ImageType | undefined {
  return imageTypes.find((type) => type === contentType.toLowerCase())
}

export function hasThumbnail({ contentType, size }: DriveFile): boolean {
  return imageType(contentType) !== undefined && size <= largestThumbnail
}

export function hasPicture({ contentType, size }: DriveFile): boolean {
  return imageType(contentType) !== undefined && size <= largestPicture
}

/** Whether the content is text that a page can show, as text. */
export function isText({ contentType, name }: DriveFile): boolean {
  const type = contentType.toLowerCase()
  if (type.startsWith('text/') || textTypes.has(type)) return true
  return type === 'application/octet-stream' && /\.(txt|md|markdown|csv|log|json)$/i.test(name)
}

const textTypes: ReadonlySet<string> = new Set([
  'application/json',
  'application/xml',
  'application/javascript',
  'application/x-yaml',
  'application/yaml',
])

const icons: readonly (readonly [RegExp, IconName])[] = [
  [/^image\//, 'file-image'],
  [/^video\//, 'file-play'],
  [/^audio\//, 'file-music'],
  [/^text\/csv$|spreadsheet|excel/, 'file-spreadsheet'],
  [/zip|tar|compressed|gzip/, 'file-archive'],
  [/json|xml|javascript|html|css$/, 'file-code'],
  [/^text\/|pdf|document|msword/, 'file-text'],
]

export function iconOf({ contentType }: DriveFile): IconName {
  const type = contentType.toLowerCase()
  return icons.find(([pattern]) => pattern.test(type))?.[1] ?? 'file'
}
