import type { JsonObject } from '../json-object.js'
import type { AccessToken, SubjectType } from '../token/access-token.js'
import type { RequiredAuthorizationDetail } from './required-authorization-detail.js'
import type { RequiredClaims } from './required-claims.js'

/**
 * What a route asks of an otherwise valid token. `C` is what `parseClaims` returns, as `check` gets it. At least one member is there; all that are there must be met. They are
 * checked in the order in which they stand here, and the first that is not met decides the code of the refusal: first what
 * no new token of the same user and client would bring, then what one that is asked for in the right way can bring.
 */
export interface AccessRequirement<C = JsonObject> {
  /**
   * The audience that the token must name, of those that the resource server has: for a route that only some of its tokens
   * are meant for. One that is none of them is a `ConfigurationFault`. Unmet: 403, `insufficient_audience`.
   *
   * @see RFC 7519 §4.1.3
   */
  readonly audience?: string
  /**
   * Whom the token must speak for: `user` refuses clients that act for themselves. It is as good as the `subjectType` of the
   * token: a plain JWT that does not name its client counts as that of a user.
   *
   * @see RFC 9068 §5
   */
  readonly subjectType?: SubjectType
  /** Roles that the token must all have, compared exactly; see `rolesFrom`. Unmet: 403, `insufficient_roles`. */
  readonly roles?: readonly string[]
  /** Roles of which one suffices. */
  readonly anyRole?: readonly string[]
  /**
   * Claims that the token must have, each with this value, or one of these values; a claim that is a list must hold one of
   * them. Values are texts, numbers and booleans, compared exactly and by type: `7` is not `'7'`. The claims are those that the
   * issuer has put there, and not what `parseClaims` made of them; what is in an object inside a claim is for `check`. Unmet: 403,
   * `insufficient_claims`.
   */
  readonly claims?: RequiredClaims
  /**
   * Authentication contexts (`acr`) of which one suffices, the preferred one first. They are compared exactly, and none stands
   * for a stronger one that is not named: name all that will do. A token without `acr` does not meet it. Unmet: 401
   * `insufficient_user_authentication`, `insufficient_acr`, and the challenge names them.
   *
   * @see RFC 9470 §3
   */
  readonly acrValues?: readonly string[]
  /**
   * How long ago the user may have signed in (`auth_time`), in whole seconds. A token without `auth_time`, or with one that is
   * no number or further ahead than `clockToleranceSeconds`, does not meet it; the tolerance makes no login younger. Unmet: 401
   * `insufficient_user_authentication`, `authentication_too_old`, and the challenge names it.
   *
   * @see RFC 9470 §3
   */
  readonly maxAgeSeconds?: number
  /** Scopes that must all be granted. */
  readonly scope?: readonly string[]
  /** Scopes of which one suffices. A challenge names the first, so put the least powerful first. */
  readonly anyScope?: readonly string[]
  /** Authorization details that must all be granted. @see RFC 9396 */
  readonly authorizationDetails?: readonly RequiredAuthorizationDetail[]
  /**
   * Whatever else the token must be, when all the rest is met: only `true` lets it through. It is asked for each request and
   * cannot be asynchronous: when it throws, or returns a promise or anything else, the request is refused, and the log is told
   * why. What depends on the request belongs into the handler. Its claims are those that `parseClaims` returns, whose type it may name
   * `(token: AccessToken<Claims>) => …`; that type is not checked. Unmet: 403, `requirement_check_failed`.
   */
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- it is called without a `this`, and may be taken off
  check?(this: void, token: AccessToken<C>): boolean
}
