import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { hasCode } from '../error-code.js'
import type { OpenFile } from '../files/drive.js'
import { Refusal } from '../files/refusal.js'
import { ClientGoneError } from './client-gone.js'
import { entityTag, isMatch } from './entity-tag.js'
import { Problem } from './problem.js'
import { rangeOf } from './range.js'

/**
 * Streams a file, or a part of it, to whoever may see it, always as a download: what users store is never rendered as a page
 * of this origin, whatever type it claims to have.
 *
 * @throws {Problem} 416 for a part that the file does not have
 * @throws {Refusal} `changed`, for another content than the client means
 */
export async function sendContent(req: Request, res: Response, { file, content }: OpenFile): Promise<void> {
  try {
    if ((await content.stat()).size !== file.size) {
      throw new Error(`the content of file ${file.id} has another size than when it was stored`)
    }
    const etag = entityTag(file)
    res.setHeader('ETag', etag)
    res.setHeader('Accept-Ranges', 'bytes')
    if (!isMatch(req, etag)) throw new Refusal('changed')
    if (req.fresh) {
      res.status(304).end()
      return
    }
    const range = rangeOf(req, etag, file.size)
    if (range === 'unsatisfiable') throw unsatisfiable(file.size)
    // Writes the name by RFC 6266, plain and as UTF-8. It guesses a type too, hence before the stored one.
    res.attachment(file.name)
    res.setHeader('Content-Type', file.contentType)
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('Content-Security-Policy', 'sandbox')
    const part = range ?? { start: 0, end: file.size - 1 }
    if (range) {
      res.status(206)
      res.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${file.size}`)
    }
    res.setHeader('Content-Length', part.end - part.start + 1)
    if (req.method === 'HEAD') {
      res.end()
      return
    }
    const source = content.createReadStream(part)
    // Of responses that wait in line on one connection, only the first learns that the client has left. The
    // requests all do; and the stream, once destroyed, closes the file, which nobody else may come to do.
    const stopIfGone = () => {
      if (req.socket.destroyed) source.destroy()
    }
    req.once('close', stopIfGone)
    stopIfGone()
    await pipeline(source, res)
  } catch (error) {
    if (hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) {
      throw new ClientGoneError('the download was cut off')
    }
    throw error
  } finally {
    await content.close()
  }
}

function unsatisfiable(size: number): Problem {
  return new Problem({
    status: 416,
    detail: 'The file does not have this part.',
    headers: { 'Content-Range': `bytes */${size}` },
  })
}
