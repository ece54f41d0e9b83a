import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { hasCode } from '../error-code.js'
import type { OpenFile } from '../files/drive.js'
import { ClientGoneError } from './client-gone.js'

/**
 * Streams a file to whoever owns it, always as a download: what users store is never rendered as a page
 * of this origin, whatever type it claims to have.
 */
export async function sendContent(req: Request, res: Response, { file, content }: OpenFile): Promise<void> {
  try {
    if ((await content.stat()).size !== file.size) {
      throw new Error(`the content of file ${file.id} has another size than when it was stored`)
    }
    // Writes the name by RFC 6266, plain and as UTF-8. It guesses a type too, hence before the stored one.
    res.attachment(file.name)
    res.setHeader('Content-Type', file.contentType)
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('Content-Security-Policy', 'sandbox')
    res.setHeader('ETag', `"${file.sha256}"`)
    if (req.fresh) {
      res.status(304).end()
      return
    }
    res.setHeader('Content-Length', file.size)
    if (req.method === 'HEAD') {
      res.end()
      return
    }
    const source = content.createReadStream()
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
