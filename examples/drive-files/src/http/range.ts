import type { Request } from 'express'

/** The first and the last byte of a part. */
export interface Part {
  start: number
  end: number
}

/** One part. `req.range` of Express takes what ends before it begins, and a suffix that is longer than the content, for unsatisfiable. */
const onePart = /^bytes=[ \t]*(?:(?<first>\d+)-(?<last>\d+)?|-(?<suffix>\d+))[ \t]*$/i

/**
 * Which part of a content a request asks for. Nothing means all of it: also for several parts at once, for a unit other than bytes, for
 * what cannot be read, and where the client has a part of another content than this one (`If-Range`).
 *
 * @see RFC 9110 §14.2, §13.1.5
 */
export function rangeOf(req: Request, etag: string, size: number): Part | 'unsatisfiable' | undefined {
  // Defined for GET alone; HEAD tells what all of it is like.
  if (req.method !== 'GET') return undefined
  const expected = req.headers['if-range']
  // A time says less than a tag and is never good enough: no times are given out.
  if (expected !== undefined && expected !== etag) return undefined
  const { first, last, suffix } = onePart.exec(req.headers.range ?? '')?.groups ?? {}
  if (suffix !== undefined) {
    return Number(suffix) === 0
      ? 'unsatisfiable'
      : { start: Math.max(0, size - Number(suffix)), end: size - 1 }
  }
  if (first === undefined) return undefined
  const start = Number(first)
  const end = last === undefined ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== undefined && Number(last) < start) return undefined
  return start >= size ? 'unsatisfiable' : { start, end }
}
