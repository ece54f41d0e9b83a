import type { RefusalResponse } from './challenge/refusal.js'
import type { InfrastructureFault, TokenFault } from './faults/index.js'
import type { JsonObject } from './json-object.js'
import type { AccessToken } from './token/access-token.js'

/** What a handler can count on: a token; nothing, where anonymous requests can come through. */
export type TokenOf<C, Anonymous extends boolean> = Anonymous extends false
  ? AccessToken<C>
  : AccessToken<C> | undefined

/** The request may go on. */
export interface Accepted<C = JsonObject, Anonymous extends boolean = false> {
  readonly ok: true
  readonly token: TokenOf<C, Anonymous>
  /**
   * What `Cache-Control` the answer must have, in the place of any other; absent when that is for the application to say.
   * It is there when the token came in the query or a form, where caches do not see that the answer is for one alone.
   *
   * @see RFC 6750 §2.3
   */
  readonly cacheControl?: string
  /**
   * What the field `DPoP-Nonce` of the answer must have; absent when the client needs no newer nonce.
   *
   * @see RFC 9449 §8.2
   */
  readonly dpopNonce?: string
}

/** The request is refused, and this is the answer. */
export interface Refused {
  readonly ok: false
  readonly fault: TokenFault | InfrastructureFault
  readonly response: RefusalResponse
}

/** What came out of a request. */
export type Outcome<C = JsonObject, Anonymous extends boolean = false> = Accepted<C, Anonymous> | Refused
