/** The ways in which a bearer token may be sent, in the words of `bearer_methods_supported`. @see RFC 9728 §2 */
export type BearerMethod = 'header' | 'body' | 'query'

/** Which ways count beside the `Authorization` field. */
export interface OtherMethods {
  readonly body: boolean
  readonly query: boolean
}
