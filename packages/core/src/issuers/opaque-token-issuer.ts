import { shorten, TokenFault } from '../faults/index.js'
import type { ResourceRequest } from '../request/resource-request.js'

/**
 * Names the issuer that is asked about the opaque token of a request, by its identifier; `undefined`: none, and the token is
 * refused. It must look at the request alone, such as at its host or path, and answer at once. What it looks at comes
 * from the client, who may choose any of the issuers that it can name, and gets no further than that issuer lets him.
 *
 * `headerOf(request, name)` reads a header field. `explain(token)` hands in a request that was made up: its target is `/`, and it has no
 * field but `Authorization`.
 */
export type OpaqueTokenIssuer = (request: ResourceRequest) => string | undefined

/**
 * What the function returns for a request.
 *
 * @throws {TokenFault} `issuer_unknown` when it throws, or returns something else than it must
 */
export function issuerNamedBy(select: OpaqueTokenIssuer, request: ResourceRequest): string | undefined {
  try {
    const name: unknown = select(request)
    // Nobody waits for a promise, and its rejection would end the process.
    if (name instanceof Promise) name.catch(() => undefined)
    if (name === undefined || typeof name === 'string') return name
    throw new TypeError(`it returned ${name instanceof Promise ? 'a promise' : 'something else than a text'}`)
  } catch (cause) {
    const reason = shorten(cause instanceof Error ? cause.message : typeof cause)
    throw new TokenFault('issuer_unknown', `opaqueTokenIssuer failed over the request: ${reason}`, { cause })
  }
}
