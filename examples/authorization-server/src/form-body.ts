import type { IncomingMessage } from 'node:http'
import { isSameOrigin } from 'sample-ui'

/** Enough for an e-mail address, a password and the name of a button. */
const limitBytes = 8 * 1024

/** The form is not taken. `status` is the HTTP status of the answer, and the page of errors has words for `error`. */
class FormError extends Error {
  override readonly name = 'FormError'
  readonly expose = true

  constructor(
    readonly status: number,
    readonly error: 'foreign_form' | 'not_a_form' | 'form_too_long',
  ) {
    super(error)
  }
}

/**
 * Reads a form that a page of this server has posted, and never more than 8 KiB of it.
 *
 * @param origin of this server. The other parts of the sample, on other ports, are the same site to a browser, so that the
 * cookies would come along with a form of theirs.
 * @throws FormError 403 for a form of another origin, 415 for anything but a URL-encoded form, 413 for a long one.
 */
export async function readForm(request: IncomingMessage, origin: string): Promise<URLSearchParams> {
  if (!isSameOrigin(request.headers, origin)) throw new FormError(403, 'foreign_form')
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') throw new FormError(415, 'not_a_form')

  const chunks: Buffer[] = []
  let length = 0
  // destroyOnReturn: an early end must leave the connection open for the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limitBytes) throw new FormError(413, 'form_too_long')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
