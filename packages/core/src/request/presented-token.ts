import { TokenFault } from '../faults/index.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import type { OtherMethods } from './bearer-methods.js'
import { accessTokenIn } from './access-token-parameter.js'
import { Credential } from './credential.js'
import { checkTokenSize, extractToken } from './extract-token.js'
import { formToken, mayHaveForm } from './form-token.js'
import type { ResourceRequest } from './resource-request.js'

/** How tokens can come. */
export interface TokenWays {
  readonly maxTokenBytes: number
  /** Whether the scheme `DPoP` counts. */
  readonly takesDpop: boolean
  /** Absent when the `Authorization` field is the only place of a token. */
  readonly otherMethods: OtherMethods | undefined
}

/**
 * The one token of a request. A way that is not enabled is not looked at; of two that are used none is chosen, even if they carry
 * the same token.
 *
 * The body is read only where it can be a form. Then, and only then, the token is promised.
 *
 * @throws {TokenFault} `credentials_repeated` or `credentials_malformed` (400), `token_too_large` (401), some of them as
 * rejections
 * @see RFC 6750 §2
 */
export function presentedToken(
  request: ResourceRequest,
  { maxTokenBytes, takesDpop, otherMethods: methods }: TokenWays,
): MaybePromise<Credential | undefined> {
  const header = extractToken(request, maxTokenBytes, takesDpop)
  if (methods === undefined) return header
  const query = methods.query ? accessTokenIn(queryOf(request.url), 'the query') : undefined
  const credential = oneOf(header, query, maxTokenBytes)
  if (!methods.body || !mayHaveForm(request)) return credential
  return after(formToken(request), (body) => oneOf(credential, body, maxTokenBytes))
}

/**
 * Whether an accepted request has its token elsewhere than in the header: caches that are shared do not know then that
 * the answer is for one alone.
 *
 * @see RFC 9111 §3.5
 */
export const isOutsideHeader = (request: ResourceRequest, { maxTokenBytes, takesDpop }: TokenWays): boolean =>
  extractToken(request, maxTokenBytes, takesDpop) === undefined

/** @param other the token that came in another way */
function oneOf(
  credential: Credential | undefined,
  other: string | undefined,
  maxTokenBytes: number,
): Credential | undefined {
  if (other === undefined) return credential
  if (credential !== undefined) {
    throw new TokenFault('credentials_repeated', 'the request carries a token in more than one way')
  }
  checkTokenSize(other, maxTokenBytes)
  return new Credential(other, 'Bearer')
}

/** The query of a target, as it came. */
function queryOf(url: string): string {
  const [target = ''] = url.split('#', 1)
  const start = target.indexOf('?')
  return start === -1 ? '' : target.slice(start + 1)
}
