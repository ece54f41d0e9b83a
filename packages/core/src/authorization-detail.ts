/**
 * One object of what a token allows in detail, as the issuer has put it, deeply frozen.
 *
 * That it has a `type` is checked, and nothing else. Its other members can be missing, or hold anything, whatever the
 * definition of the type says of them.
 *
 * @see RFC 9396 §2
 */
export interface AuthorizationDetail {
  /** What kind of detail it is. It may look like a URL: it is a name, and nothing is fetched. @see RFC 9396 §2.1 */
  readonly type: string
  readonly [member: string]: unknown
}
