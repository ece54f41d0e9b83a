import * as client from 'openid-client'
import { IssuerUnavailable, SignInNeeded } from './errors.js'
import type { Issuer } from './issuer.js'
import type { SignOut } from './logout/sign-out.js'
import type { Settings } from './options.js'
import type { Proofs } from './proof-key.js'
import type { SignedInRecord, StoredAccessToken } from './signed-in-record.js'
import type { SignedInRecords } from './signed-in-records.js'
import type { AccessTokens } from './tokens/access-tokens.js'
import { describeTokens, type TokensDescription } from './tokens/description.js'
import { causeOf } from './tokens/failure.js'
import type { ProtectedResource, ResourceAnswer, ResourceRequest } from './tokens/protected-resource.js'

/** What a sign-in stands on. */
export interface SignedInParts {
  readonly settings: Settings
  readonly issuer: Issuer
  readonly proofs: Proofs
  readonly records: SignedInRecords
  readonly tokens: AccessTokens
  readonly resource: ProtectedResource
  readonly signOut: SignOut
}

/** Somebody who is signed in, and what can be done in their name. */
export class SignedIn {
  readonly #parts: SignedInParts
  readonly #record: SignedInRecord

  constructor(parts: SignedInParts, record: SignedInRecord) {
    this.#parts = parts
    this.#record = record
  }

  /** Of the ID token. A person is known by `iss` and `sub` together. */
  get claims(): client.IDToken {
    return this.#record.claims
  }

  /** What was asked for at the sign-in; what was granted stands with each token, see {@link describe}. */
  get scope(): string {
    return this.#record.scope
  }

  get signedInAt(): number {
    return this.#record.signedInAt
  }

  /** What may be shown of the tokens as they are now. */
  async describe(): Promise<TokensDescription> {
    return describeTokens((await this.#parts.records.get(this.#record.id)) ?? this.#record)
  }

  /**
   * Makes sure that there is a token for the resource, refreshed when it is about to expire.
   *
   * @param resource the first of the client unless given
   * @throws {SignInNeeded} {@link IssuerUnavailable} {@link TokenRefused}
   */
  async accessToken(resource: string = this.#parts.settings.resources[0]): Promise<StoredAccessToken> {
    return this.#parts.tokens.get(this.#record.id, resource)
  }

  /** Refreshes at once. @throws as {@link accessToken} */
  async refresh(resource: string = this.#parts.settings.resources[0]): Promise<void> {
    await this.#parts.tokens.refresh(this.#record.id, resource)
  }

  /**
   * Calls a resource in the name of the person. Where it says that the token does not count (401) it is asked once more with a
   * fresh one; a 401 to that one as well is the answer.
   *
   * @param url of the origin of the resource: a token goes nowhere else
   * @param resource the first of the client unless given
   * @throws {SignInNeeded} {@link IssuerUnavailable} {@link TokenRefused} {@link ResourceUnavailable}
   */
  async fetch(
    url: string | URL,
    request: ResourceRequest = {},
    resource: string = this.#parts.settings.resources[0],
  ): Promise<ResourceAnswer> {
    const target = new URL(url)
    if (target.origin !== new URL(resource).origin) {
      throw new TypeError('a token for one origin is not sent to another')
    }
    const { tokens, resource: caller } = this.#parts
    const first = await tokens.get(this.#record.id, resource)
    const answer = await caller.fetch(this.#record, first, target, request)
    if (
      answer.response.status !== 401 ||
      !wantsFreshToken(answer) ||
      request.body instanceof ReadableStream
    ) {
      return answer
    }
    await answer.response.body?.cancel()
    const fresh = await tokens.get(this.#record.id, resource, first.token)
    return caller.fetch(this.#record, fresh, target, request)
  }

  /**
   * Asks the issuer who this is, with its own opaque token.
   *
   * @see OpenID Connect Core §5.3
   * @throws as {@link accessToken}
   */
  async userinfo(): Promise<client.UserInfoResponse> {
    const { settings, issuer, proofs, tokens } = this.#parts
    const { token } = await tokens.get(this.#record.id, settings.issuer)
    const configuration = await issuer.configuration()
    const options = await proofs.options(configuration, this.#record.proofKey)
    try {
      return await client.fetchUserInfo(configuration, token, this.claims.sub, options)
    } catch (error) {
      if (error instanceof client.WWWAuthenticateChallengeError) {
        throw new SignInNeeded('the issuer does not take its token any more', { cause: causeOf(error) })
      }
      throw new IssuerUnavailable('userinfo cannot be had', { cause: causeOf(error) })
    }
  }
}

/** A 401 may also ask for something that no refresh brings, such as a fresh sign-in (RFC 9470). */
function wantsFreshToken({ challenges }: ResourceAnswer): boolean {
  return challenges.some(({ parameters }) => parameters.error === 'invalid_token')
}
