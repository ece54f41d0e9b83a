import type { Readable } from 'node:stream'
import busboy from 'busboy'
import type { Request } from 'express'
import { ContentTooLargeError } from '../files/contents.js'
import { filePart } from '../schemas/file.js'
import { ClientGoneError } from './client-gone.js'
import { invalidInput, parseInput, Problem } from './problem.js'

export interface UploadOptions<D> {
  maxBytes: number
  /** Takes in the content as it arrives. Leaves nothing behind when the stream fails. */
  receive: (content: Readable) => Promise<D>
  /** Undoes `receive`, for a form that turns out to be wrong after its file. */
  discard: (draft: D) => Promise<void>
}

export interface Upload<D> {
  name: string
  contentType: string
  draft: D
}

/** What a form may weigh beside the file in it: boundaries and the headers of parts. */
const envelopeBytes = 64 * 1024

/**
 * Reads a `multipart/form-data` body with exactly one file in it. The file goes through `receive`, never
 * into memory; its name is checked before its first byte is taken.
 *
 * @throws {Problem} 400 no file, an empty one, several, other fields, a bad name, a malformed body; 413; 415
 * @throws {ClientGoneError} when the client hangs up half-way
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
export async function readUpload<D extends { size: number }>(
  req: Request,
  { maxBytes, receive, discard }: UploadOptions<D>,
): Promise<Upload<D>> {
  const form = openForm(req)
  let upload: (Omit<Upload<D>, 'draft'> & { draft: Promise<D> }) | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      form.on('file', (_field, content, { filename, mimeType }) => {
        let broken: Error | undefined
        content.on('error', (error) => (broken = error))
        try {
          if (upload !== undefined) throw faultyForm('must hold one file, not several')
          const { filename: name } = parseInput(filePart, { filename: formName(filename) })
          upload = { name, contentType: contentTypeOf(mimeType), draft: receive(content) }
          // A content that breaks off is the form's to report, which knows why.
          upload.draft.catch((error: unknown) => error !== broken && reject(refusal(error, maxBytes)))
        } catch (error) {
          reject(refusal(error, maxBytes))
        }
      })
      form.on('field', () => reject(faultyForm('must hold one file and no other fields')))
      form.on('error', () => reject(faultyForm('is malformed')))
      form.on('close', resolve)
      readBody(req, form, maxBytes, reject)
    })
    if (upload === undefined) throw faultyForm('must hold a file')
    const draft = await upload.draft
    if (draft.size === 0) throw faultyForm('must hold a file that is not empty')
    return { ...upload, draft }
  } catch (error) {
    req.unpipe(form)
    form.destroy()
    await upload?.draft.then(discard, () => undefined)
    throw error
  }
}

function openForm(req: Request): busboy.Busboy {
  if (!/^multipart\/form-data\s*(;|$)/i.test(req.headers['content-type'] ?? '')) {
    throw new Problem({
      status: 415,
      detail: 'Send the file as multipart/form-data.',
      headers: { 'Accept-Post': 'multipart/form-data' },
    })
  }
  try {
    return busboy({
      headers: req.headers,
      // Names arrive as UTF-8 (RFC 7578 §5.1.1), whole: one with a path in it is refused, not shortened.
      defParamCharset: 'utf8',
      preservePath: true,
      limits: { files: 2, fields: 1, parts: 3, fieldSize: 1024, headerPairs: 20 },
    })
  } catch {
    throw faultyForm('has no boundary in its content type')
  }
}

function readBody(req: Request, form: busboy.Busboy, maxBytes: number, reject: (error: Error) => void): void {
  const most = maxBytes + envelopeBytes
  if (Number(req.headers['content-length'] ?? 0) > most) {
    reject(tooLarge(maxBytes))
    return
  }
  let read = 0
  const gone = () => {
    if (!req.complete) reject(new ClientGoneError('the upload was cut off'))
  }
  if (req.destroyed) gone()
  req.on('error', gone)
  req.on('close', gone)
  req.on('data', (chunk: Buffer) => {
    read += chunk.length
    if (read > most) reject(tooLarge(maxBytes))
  })
  req.pipe(form)
}

function tooLarge(maxBytes: number): Problem {
  return new Problem({
    status: 413,
    kind: 'too-large',
    title: 'File too large',
    detail: `A file may have at most ${maxBytes} bytes.`,
  })
}

/** Browsers and curl write three characters as escapes; this undoes it. @see https://html.spec.whatwg.org/#multipart-form-data */
function formName(filename: string | undefined): string {
  // The types promise a name, but a part may come without one.
  return (filename ?? '').replace(/%(22|0D|0A)/gi, (escape) => decodeURIComponent(escape))
}

/** What is not a media type by its grammar is stored as bytes of no known type. */
function contentTypeOf(mimeType: string): string {
  const known = mimeType.length <= 127 && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(mimeType)
  return known ? mimeType : 'application/octet-stream'
}

function faultyForm(message: string): Problem {
  return invalidInput([{ path: '', message: `the form ${message}` }], 'Send a form with exactly one file.')
}

function refusal(error: unknown, maxBytes: number): Error {
  if (error instanceof ContentTooLargeError) return tooLarge(maxBytes)
  return error instanceof Error ? error : new Error(String(error))
}
