import { checkNames } from './check-names.js'
import type { DpopProver } from './dpop-prover.js'
import { proofTarget, tokenProofNames, type TokenProof } from './proof-target.js'

type Fetch = typeof globalThis.fetch

type Handler = (request: Request) => Response | Promise<Response>

/** How a client sends requests with its token. */
export interface TestFetchOptions extends TokenProof {
  /** The token; with a prover one that is bound to its key. */
  readonly token: string
  /**
   * What sends the requests: also a handler that takes a `Request`, such as `app.request` of Hono or a worker's `fetch`, without a network.
   *
   * @default the global one, asked at each request
   */
  readonly fetch?: Handler | undefined
}

const optionNames = [
  'token',
  'fetch',
  ...tokenProofNames,
] as const satisfies readonly (keyof TestFetchOptions)[]

/**
 * Makes a `fetch` whose requests have a token: a bearer token, or with a prover one that is bound to its key.
 *
 * With a prover it does what a client of DPoP does: each request has a proof of its own; the newest nonce of a server,
 * which may come with any answer, goes into the next proof for that server; and a request that is refused because it needs a nonce is
 * sent once more, with the nonce of the refusal. A second refusal is returned as it is.
 *
 * A proof is made for the URL that the call names, or as `publicUrl` or `audience` say. So a redirect is not followed but returned, as
 * with `redirect: 'manual'`: where it leads, another proof is needed. Bearer requests leave redirects to `fetch`.
 *
 * @throws {TypeError} when an option is misspelt or does nothing, or the token is missing
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-2.1 RFC 6750 section 2.1}
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-8.2 RFC 9449 section 8.2}
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-9 RFC 9449 section 9}
 */
export function createTestFetch(options: TestFetchOptions): Fetch {
  checkNames('createTestFetch()', options, optionNames)
  const { prover, token } = options
  if (typeof token !== 'string') throw new TypeError('createTestFetch(): expected the token of the client')
  const target = proofTarget('createTestFetch()', options)
  const fetch: Handler = options.fetch ?? ((request) => globalThis.fetch(request))
  if (prover) return boundFetch(fetch, prover, token, target)
  return async (input, init) => {
    const request = new Request(input, init)
    request.headers.set('authorization', `Bearer ${token}`)
    return fetch(request)
  }
}

function boundFetch(
  fetch: Handler,
  prover: DpopProver,
  token: string,
  target: (url: string) => string,
): Fetch {
  /** The newest of each server, by its origin: no other knows it. */
  const nonces = new Map<string, string>()

  async function send(request: Request): Promise<Response> {
    const { method } = request
    const { origin } = new URL(request.url)
    const proved = { method, url: target(request.url), token }
    const { authorization, dpop } = prover.headers(proved, { nonce: nonces.get(origin) })
    request.headers.set('authorization', authorization)
    request.headers.set('dpop', dpop)
    const answer = await fetch(request)
    const nonce = answer.headers.get('dpop-nonce')
    if (nonce !== null) nonces.set(origin, nonce)
    return answer
  }

  return async (input, init) => {
    const asked = new Request(input, init)
    const request = asked.redirect === 'follow' ? new Request(asked, { redirect: 'manual' }) : asked
    // A body is gone when it is sent.
    const again = request.clone()
    const answer = await send(request)
    if (!asksForNonce(answer)) return answer
    await answer.body?.cancel()
    return send(again)
  }
}

/** @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-9 RFC 9449 section 9} */
const asksForNonce = ({ status, headers }: Response) =>
  status === 401 &&
  headers.has('dpop-nonce') &&
  /(?:^|[\s,])error="use_dpop_nonce"/.test(headers.get('www-authenticate') ?? '')
