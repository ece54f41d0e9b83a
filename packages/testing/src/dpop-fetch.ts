import { checkNames } from './check-names.js'
import type { DpopProver } from './dpop-prover.js'

/** How a client sends requests with a token that is bound to its key. */
export interface DpopFetchOptions {
  readonly prover: DpopProver
  /** The token, which is bound to the key of the prover. */
  readonly token: string
  /** What sends the requests. @default the global one, asked at each request */
  readonly fetch?: typeof globalThis.fetch | undefined
}

const optionNames = ['prover', 'token', 'fetch'] as const satisfies readonly (keyof DpopFetchOptions)[]

/**
 * Makes a `fetch` that does what a client of DPoP does: each request has the token and a proof of its own; the newest nonce of a server,
 * which may come with any answer, goes into the next proof for that server; and a request that is refused because it needs a nonce is
 * sent once more, with the nonce of the refusal. A second refusal is returned as it is.
 *
 * A proof is made for the URL that the call names. So a redirect is not followed but returned, as with `redirect: 'manual'`: where it
 * leads, another proof is needed.
 *
 * @throws {TypeError} when an option is misspelt, or the token is missing
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-8.2 RFC 9449 section 8.2}
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-9 RFC 9449 section 9}
 */
export function createDpopFetch(options: DpopFetchOptions): typeof globalThis.fetch {
  checkNames('createDpopFetch()', options, optionNames)
  const { prover, token } = options
  const fetch: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  if (typeof token !== 'string') throw new TypeError('createDpopFetch(): expected the token of the client')
  /** The newest of each server, by its origin: no other knows it. */
  const nonces = new Map<string, string>()

  async function send(request: Request): Promise<Response> {
    const { method, url } = request
    const { origin } = new URL(url)
    const { authorization, dpop } = prover.headers({ method, url, token }, { nonce: nonces.get(origin) })
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
