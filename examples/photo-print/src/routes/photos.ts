import { pipeline } from 'node:stream/promises'
import { Router, type Response as ExpressResponse } from 'express'
import { languageOf } from 'sample-ui'
import { Drive, DriveTrouble, NoSuchFile, TooLarge } from '../drive/drive.js'
import { isShown, mediaType, type DriveFile } from '../drive/drive-file.js'
import { listOf } from '../drive/listing.js'
import { maximumPhotos, orderPage, photosPage } from '../pages/photos.js'
import { NotPrintable } from '../paper/picture.js'
import { photoSheets, type Photo } from '../paper/photo-sheets.js'
import { sendPage, type Site } from '../site.js'
import { sendPdf } from './pdf.js'
import { idOf, idsQuery, listingQuery } from './query.js'
import { withPerson } from './with-person.js'

/** A photo that is larger is not fetched. */
const maximumBytes = 20 * 1024 * 1024
/** All photos of one order together: they are in memory while the PDF is made. */
const maximumOrderBytes = 60 * 1024 * 1024

export function photoRoutes(site: Site): Router {
  const { environment, work } = site
  const { driveUrl, application } = environment
  const router = Router()

  router.get(
    '/photos',
    withPerson(site, async (req, res, person) => {
      const { q, cursor } = listingQuery(req)
      const drive = new Drive(driveUrl, person)
      const wanted = ({ contentType }: DriveFile) => isShown(contentType)
      const { files, next } = await listOf(drive, wanted, { cursor, query: q === '' ? undefined : q })
      await sendPage(site, req, res, (reader) => photosPage(reader, files, { query: q, cursor, next }))
    }),
  )

  router.get(
    '/photos/:id',
    withPerson(site, async (req, res, person) => {
      const gone = new AbortController()
      res.once('close', () => gone.abort())
      const { 'if-none-match': known } = req.headers
      const id = idOf(req.params.id)
      try {
        const content = await new Drive(driveUrl, person).content(id, {
          signal: gone.signal,
          headers: known === undefined ? {} : { 'if-none-match': known },
        })
        await sendPicture(content, res, gone.signal)
      } catch (error) {
        // What is under way for a browser that has gone ends with it, and is no trouble.
        if (!gone.signal.aborted || error instanceof DriveTrouble) throw error
      }
    }),
  )

  router.get(
    '/print',
    withPerson(site, async (req, res, person) => {
      const ids = idsQuery(req, 'photo')
      if (ids.length === 0 || ids.length > maximumPhotos) {
        req.session.notice = ids.length === 0 ? 'nothing_chosen' : 'too_large'
        res.redirect(303, '/photos')
        return
      }
      const drive = new Drive(driveUrl, person)
      const files: DriveFile[] = []
      for (const id of ids) files.push(await drive.file(id))
      await sendPage(site, req, res, (reader) => orderPage(reader, files))
    }),
  )

  router.get(
    '/print.pdf',
    withPerson(site, async (req, res, person) => {
      const ids = idsQuery(req, 'photo').slice(0, maximumPhotos)
      try {
        const { pdf } = await work.run(async () => {
          const photos = await photosOf(new Drive(driveUrl, person), ids)
          const title = languageOf(req.headers) === 'uz' ? 'Rasmlar' : 'Photos'
          return photoSheets(photos, title, application.name)
        })
        sendPdf(res, `${application.name}.pdf`, pdf)
      } catch (error) {
        if (!(error instanceof NotPrintable || error instanceof TooLarge)) throw error
        req.session.notice = error instanceof TooLarge ? 'too_large' : 'not_printable'
        res.redirect(303, '/photos')
      }
    }),
  )
  return router
}

async function photosOf(drive: Drive, ids: readonly string[]): Promise<readonly Photo[]> {
  const photos: Photo[] = []
  let left = maximumOrderBytes
  for (const id of ids) {
    const { name } = await drive.file(id)
    const bytes = await drive.bytes(id, Math.min(maximumBytes, left))
    left -= bytes.length
    photos.push({ name, bytes })
  }
  return photos
}

/** As a picture and as nothing else, whatever somebody has put into the Drive. */
async function sendPicture(content: Response, res: ExpressResponse, gone: AbortSignal): Promise<void> {
  const type = mediaType(content.headers.get('content-type') ?? '')
  const size = Number(content.headers.get('content-length') ?? '0')
  const etag = content.headers.get('etag')
  res.set({
    'Cache-Control': 'private, no-cache',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    ...(etag !== null && { ETag: etag }),
  })
  if (content.status === 304) {
    res.status(304).end()
    return
  }
  if (!isShown(type) || size > maximumBytes) {
    await content.body?.cancel()
    throw new NoSuchFile()
  }
  res.set('Content-Type', type)
  if (content.body === null) res.end()
  else await pipeline(content.body as AsyncIterable<Uint8Array> & typeof content.body, whole(gone), res)
}

/** The picture, as far as the Drive keeps its word; that the browser has gone is not the fault of the Drive. */
function whole(gone: AbortSignal) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    let size = 0
    try {
      for await (const chunk of source) {
        size += chunk.byteLength
        if (size > maximumBytes) throw new TooLarge()
        yield chunk
      }
    } catch (error) {
      if (gone.aborted) throw error
      const fault =
        error instanceof TooLarge ? 'a picture that is larger than it said' : 'a picture that breaks off'
      throw new DriveTrouble(fault, { cause: error })
    }
  }
}
