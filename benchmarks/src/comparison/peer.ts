import type { RunningApp } from '../subjects/subject.js'

/** What a peer is told about the issuer, and how it is to be set up. */
export interface Setup {
  readonly issuer: string
  readonly jwksUri: string
  /** Absent: what happens when somebody forgets to name it. */
  readonly audience?: string
  /** With the options by which its documents tell access tokens from other JWTs, where there are any. */
  readonly strict?: boolean
  /** With proofs of possession (RFC 9449), where it knows them. */
  readonly dpop?: boolean
}

/** A library whose answers are compared. */
export interface Peer {
  readonly name: string
  /** The npm packages that it consists of, whose versions the page names. */
  readonly packages: readonly string[]
  /**
   * `middleware` writes the answer itself, or throws what its framework answers. Around a `function` one writes the middleware by
   * hand, so that only what it throws can be compared.
   */
  readonly kind: 'middleware' | 'function'
  /** The option behind {@link Setup.strict}, as it stands in a program. */
  readonly strict?: string
  /** Whether it has a guard of its own for scopes: then `GET /read` and `GET /both` need what they are called after. */
  readonly scopes?: boolean
  /** Whether it verifies proofs of possession. */
  readonly dpop?: boolean
  /** Whether proofs are made for the URL that its options name, and not for the one that stands in `Host`. */
  readonly knowsItsUrl?: boolean
  /** Starts an app on a free port of 127.0.0.1: every path needs a token. */
  start(setup: Setup): Promise<RunningApp>
}

/** For options whose type asks for an audience: a program in JavaScript can leave it out all the same. */
export const asRequired = (audience: string | undefined) => audience as unknown as string

/** The algorithm of all tokens: the one that every peer takes. */
export const algorithm = 'RS256'

/** The scopes that `GET /both` needs; `GET /read` needs the first. */
export const scopes = ['files.read', 'files.delete'] as const

/** The field in which an app around a function says what it threw. */
export const thrownField = 'x-thrown'
