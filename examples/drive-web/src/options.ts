import type { PartLink } from 'sample-ui'
import type { SignInOptions, Stores } from 'sign-in'

/** Whose tokens are to end. */
export interface EndedAccess {
  readonly issuer: string
  readonly subject: string
  readonly clientId: string
}

/** What the page of a Drive is told. */
export interface DriveWebOptions {
  /** The address of the Drive as browsers and clients see it, without a path. Its API is called there as well. */
  readonly origin: string
  /** The identifier of the API, for which tokens are asked (RFC 8707). */
  readonly resource: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where sessions and tokens are kept: `memoryStores()`, or `redisStores(…)` for several instances. */
  readonly stores: Stores
  /** The largest file that the API takes. */
  readonly maxUploadBytes: number
  /**
   * Ends the access tokens that an application has for a person at the API, at once. It is called before the issuer ends the grant, and
   * once more after that, when no new ones can be had.
   */
  readonly endAccess: (ended: EndedAccess) => Promise<void>
  /** The other parts of the sample, for the foot of the pages. */
  readonly parts?: readonly PartLink[]
  /** The address of the observer, where there is one: pages have the panel that tells what just happened then. */
  readonly observer?: string
  /** Told of what is unexpected, and never of a token or a secret. */
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void
  /** Told of sign-ins and tokens, for whoever watches. */
  readonly onEvent?: SignInOptions['onEvent']
  /** Calls the issuer and the API. @default the global `fetch` */
  readonly fetch?: SignInOptions['fetch']
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number
}
