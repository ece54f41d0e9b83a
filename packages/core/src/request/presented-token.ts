import { TokenFault } from '../faults/index.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import type { OtherMethods } from './bearer-methods.js'
import { accessTokenIn } from './access-token-parameter.js'
import { checkTokenSize, extractToken } from './extract-token.js'
import { formToken, mayHaveForm } from './form-token.js'
import type { ResourceRequest } from './resource-request.js'

/**
 * The one bearer token of a request where other ways than the `Authorization` field are enabled. A way that is
 * not enabled is not looked at; of two that are used none is chosen, even if they carry the same token.
 *
 * The body is read only where it can be a form. Then, and only then, the token is promised.
 *
 * @throws {TokenFault} `credentials_repeated` or `credentials_malformed` (400), `token_too_large` (401), some of them as
 * rejections
 * @see RFC 6750 §2
 */
export function presentedToken(
  request: ResourceRequest,
  maxTokenBytes: number,
  methods: OtherMethods,
): MaybePromise<string | undefined> {
  const header = extractToken(request, maxTokenBytes)
  const query = methods.query ? accessTokenIn(queryOf(request.url), 'the query') : undefined
  const token = oneOf(header, query)
  if (!methods.body || !mayHaveForm(request)) return checkTokenSize(token, maxTokenBytes)
  return after(formToken(request), (body) => checkTokenSize(oneOf(token, body), maxTokenBytes))
}

/**
 * Whether an accepted request has its token elsewhere than in the header: caches that are shared do not know then that
 * the answer is for one alone.
 *
 * @see RFC 9111 §3.5
 */
export const isOutsideHeader = (request: ResourceRequest, maxTokenBytes: number): boolean =>
  extractToken(request, maxTokenBytes) === undefined

function oneOf(first: string | undefined, second: string | undefined): string | undefined {
  if (first !== undefined && second !== undefined) {
    throw new TokenFault('credentials_repeated', 'the request carries a token in more than one way')
  }
  return first ?? second
}

/** The query of a target, as it came. */
function queryOf(url: string): string {
  const [target = ''] = url.split('#', 1)
  const start = target.indexOf('?')
  return start === -1 ? '' : target.slice(start + 1)
}
