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
  const wanted = tagsOf(req.headers['if-match'])
  // A weak tag (`W/"…"`) is not enough to replace something by.
  return wanted === undefined || wanted.includes('*') || wanted.includes(etag)
}

/**
 * Whether the client means another content, or none, when it says `If-None-Match`; one that says nothing means any.
 *
 * @see RFC 9110 §13.1.2
 */
export function isNoneMatch(req: Request, etag: string): boolean {
  const unwanted = tagsOf(req.headers['if-none-match'])?.map((tag) => tag.replace(/^W\//, ''))
  return unwanted === undefined || !(unwanted.includes('*') || unwanted.includes(etag))
}

function tagsOf(header: string | undefined): string[] | undefined {
  return header?.split(',').map((tag) => tag.trim())
}
