import type { IncomingMessage } from 'node:http'

/** Enough for an e-mail address, a password and the name of a button. */
const limitBytes = 8 * 1024

/** The form cannot be read. `status` is the HTTP status of the answer. */
class FormError extends Error {
  override readonly name = 'FormError'
  readonly expose = true

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/**
 * Reads a posted form, and never more than 8 KiB of it.
 *
 * @throws FormError 415 for anything but a URL-encoded form, 413 for a long one.
 */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') throw new FormError(415, 'This takes a form.')

  const chunks: Buffer[] = []
  let length = 0
  // destroyOnReturn: an early end must leave the connection open for the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limitBytes) throw new FormError(413, 'The form is too long.')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
