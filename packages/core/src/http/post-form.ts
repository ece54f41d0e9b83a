import { discard, FetchFailure, readOctets, send, type FetchBounds } from './bounded-request.js'

/** A form to be sent, with the credentials that belong to it. */
export interface Form {
  readonly fields: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  /** What of it may never stand in an error or a log. */
  readonly secrets: readonly string[]
}

/** An answer, whatever its status. */
export interface FormAnswer {
  readonly status: number
  readonly octets: Uint8Array
}

/**
 * Sends a form and reads the answer, within bounds of time and size. A redirect is never followed: it would hand
 * the credentials on. No error has what `fetch` threw as its cause, which may hold the request and so what is secret.
 *
 * @throws {FetchFailure}
 */
export async function postForm(url: string, form: Form, bounds: FetchBounds): Promise<FormAnswer> {
  try {
    return await exchange(url, form, bounds)
  } catch (thrown) {
    if (!(thrown instanceof FetchFailure) || thrown.cause === undefined) throw thrown
    const tells = form.secrets.some((secret) => thrown.message.includes(secret))
    throw new FetchFailure(tells ? `${url} could not be fetched` : thrown.message)
  }
}

async function exchange(url: string, { fields, headers }: Form, bounds: FetchBounds): Promise<FormAnswer> {
  const init = {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: fields.toString(),
  }
  const response = await send(url, init, bounds)
  const { status, redirected } = response
  // 0 is the status of a redirect that a runtime hides.
  if (redirected || status === 0 || (status >= 300 && status <= 399)) {
    discard(response)
    throw new FetchFailure(`${url} redirects, and a form with credentials is not sent elsewhere`, { status })
  }
  return { status, octets: await readOctets(response, bounds) }
}
