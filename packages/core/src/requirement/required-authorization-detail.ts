import type { AuthorizationDetail } from '../authorization-detail.js'

/**
 * An authorization detail that a route requires. Of each list that is named, **all** values must be granted: two actions
 * and two datatypes are four combinations, and each of them must stand in one object of the token.
 *
 * A member that is not named is not looked at, also where the object of the token has it and so grants less than all:
 * name whatever narrows the right, or look at it in `matches`. All texts are compared exactly, also those that look like
 * URLs.
 *
 * @see RFC 9396 §2.2
 */
export interface RequiredAuthorizationDetail {
  /** The `type` of the object. */
  readonly type: string
  /** Where it must count. */
  readonly locations?: readonly string[]
  /** What must be allowed. */
  readonly actions?: readonly string[]
  /** On which kinds of data. */
  readonly datatypes?: readonly string[]
  /** With which privileges. */
  readonly privileges?: readonly string[]
  /** On which resource. */
  readonly identifier?: string
  /**
   * Whether an object of the token will do that has all the rest, for members of its own, such as an amount. It gets the
   * object as the issuer has put it: only its `type` is checked. An object grants nothing over which it throws, or
   * returns anything but `true`; it cannot be asynchronous.
   */
  readonly matches?: (detail: AuthorizationDetail) => boolean
}
