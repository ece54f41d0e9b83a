import { discard, FetchFailure, readOctets, send, type FetchBounds } from './bounded-request.js'

/** A JSON document, with the fields of the answer that it came in. */
export interface JsonDocument {
  readonly value: unknown
  readonly headers: Headers
}

const maximumRedirects = 3

/**
 * Gets a JSON document within bounds of time, size and place: redirects are followed only inside one origin,
 * and the body is read no further than allowed.
 *
 * @throws {FetchFailure}
 */
export async function fetchJson(url: string, bounds: FetchBounds): Promise<JsonDocument> {
  const response = await follow(url, bounds)
  const text = new TextDecoder().decode(await readOctets(response, bounds))
  try {
    return { value: JSON.parse(text), headers: response.headers }
  } catch {
    throw new FetchFailure(`${url} did not answer with JSON`)
  }
}

async function follow(start: string, bounds: FetchBounds): Promise<Response> {
  let url = start
  for (let redirects = 0; redirects <= maximumRedirects; redirects++) {
    const response = await send(url, { headers: { accept: 'application/json' } }, bounds)
    if (response.status === 200 && !response.redirected) return response
    discard(response)
    if (response.redirected) throw new FetchFailure(`${url} was redirected by a fetch that must not follow`)
    if (response.status < 300 || response.status > 399) {
      throw new FetchFailure(`${url} answered with status ${response.status}`, { status: response.status })
    }
    url = redirectTarget(url, response)
  }
  throw new FetchFailure(`${start} redirects more than ${maximumRedirects} times`)
}

function redirectTarget(from: string, response: Response): string {
  const location = response.headers.get('location')
  const target = location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined
  if (target?.origin !== new URL(from).origin) {
    throw new FetchFailure(`${from} redirects to another origin, which is not followed`, {
      status: response.status,
    })
  }
  return target.href
}
