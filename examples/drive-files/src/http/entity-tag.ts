import type { Request } from 'express'
import type { StoredFile } from '../files/stored-file.js'

/** The name of a content: equal contents have equal ones, and a content that is replaced gets another. */
export function entityTag({ sha256 }: Pick<StoredFile, 'sha256'>): string {
  return `"${sha256}"`
}

/**
 * Whether the client means this content, or any, when it says `If-Match`; so does one that says nothing.
 *
 * @see RFC 9110 §13.1.1
 */
export function isMatch(req: Request, etag: string): boolean {
  const wanted = req.headers['if-match']
  if (wanted === undefined) return true
  const tags = wanted.split(',').map((tag) => tag.trim())
  // A weak tag (`W/"…"`) is not enough to replace something by.
  return tags.includes('*') || tags.includes(etag)
}
