import type { MaybePromise } from '../maybe-promise.js'
import type { AccessToken, SubjectType } from './access-token.js'
import type { Confirmation } from './confirmation.js'
import type { AuthorizationDetail } from '../authorization-detail.js'
import type { JsonObject } from '../json-object.js'
import { impliedScopes, type ScopeHierarchy } from './scopes.js'

/** What is said of a token that was verified. */
export interface TokenFacts<C> extends Omit<AccessToken<C>, 'hasScope' | 'token' | 'confirmation'> {
  /** What the token is bound to, where that can be checked. */
  readonly confirmation: Confirmation | undefined
  /** The token as it was sent, when handlers are to see it. */
  readonly token: string | undefined
  readonly identity: TokenIdentity
  /** The claims as the issuer has put them, deeply frozen. */
  readonly raw: JsonObject
}

/** The scope hierarchy of a resource server. Being one object for each of them, it also tells their tokens apart. */
export interface TokenOwner {
  readonly scopeImplies: ScopeHierarchy
}

/** By what a token is told from all others: its `jti`, or where it has none, its hash, see `tokenHashOf`. */
export type TokenIdentity = ({ readonly jti: string } | { readonly tokenHash: MaybePromise<string> }) & {
  /** Whether nobody knows when it expires. */
  readonly endless: boolean
}

/** The access token that handlers get. It is frozen; what is private to it cannot be forged by whoever makes an object like it. */
export class VerifiedToken<C> implements AccessToken<C> {
  readonly issuer: string
  readonly subject: string
  readonly subjectType: SubjectType
  readonly clientId: string | undefined
  readonly audience: readonly string[]
  readonly scopes: readonly string[]
  readonly roles: readonly string[]
  readonly authorizationDetails: readonly AuthorizationDetail[]
  readonly expiresAt: number
  declare readonly confirmation?: Confirmation
  readonly claims: C
  declare readonly token?: string
  readonly #owner: TokenOwner
  readonly #identity: TokenIdentity
  readonly #raw: JsonObject
  #granted: ReadonlySet<string> | undefined

  constructor(facts: TokenFacts<C>, owner: TokenOwner) {
    this.issuer = facts.issuer
    this.subject = facts.subject
    this.subjectType = facts.subjectType
    this.clientId = facts.clientId
    this.audience = facts.audience
    this.scopes = facts.scopes
    this.roles = facts.roles
    this.authorizationDetails = facts.authorizationDetails
    this.expiresAt = facts.expiresAt
    if (facts.confirmation !== undefined) this.confirmation = facts.confirmation
    this.claims = facts.claims
    if (facts.token !== undefined) this.token = facts.token
    this.#identity = facts.identity
    this.#raw = facts.raw
    this.#owner = owner
    Object.freeze(this)
  }

  /** Whether a resource server has verified this very token. */
  static belongsTo(token: unknown, owner: TokenOwner): boolean {
    return isObject(token) && #owner in token && token.#owner === owner
  }

  /** What tells the token from all others, when this resource server has verified it. */
  static identityOf(token: unknown, owner: TokenOwner): TokenIdentity | undefined {
    return isObject(token) && #owner in token && token.#owner === owner ? token.#identity : undefined
  }

  /** The claims as the issuer has put them, whatever `parseClaims` made of them; none when nobody has verified the token. */
  static claimsOf(token: unknown): JsonObject {
    return isObject(token) && #raw in token ? token.#raw : noClaims
  }

  hasScope(scope: string): boolean {
    return this.scopes.includes(scope) || this.#implied().has(scope)
  }

  #implied(): ReadonlySet<string> {
    return (this.#granted ??= impliedScopes(this.scopes, this.#owner.scopeImplies))
  }
}

const noClaims: JsonObject = Object.freeze({})

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
