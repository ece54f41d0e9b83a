import * as client from 'openid-client'
import { IssuerUnavailable, SignInNeeded, TokenRefused } from '../errors.js'
import type { Issuer } from '../issuer.js'
import type { Settings } from '../options.js'
import type { Proofs } from '../proof-key.js'
import { remember, withoutTokens, type SignedInRecord, type StoredAccessToken } from '../signed-in-record.js'
import type { SignedInRecords } from '../signed-in-records.js'
import { causeOf, isRefusal, reasonOf } from './failure.js'
import { refreshTime } from './refresh-time.js'

const identityScopes = ['openid', 'profile', 'email']

/** Access tokens of a sign-in, one per resource, refreshed when they are about to expire. */
export class AccessTokens {
  constructor(
    private readonly settings: Settings,
    private readonly issuer: Issuer,
    private readonly proofs: Proofs,
    private readonly records: SignedInRecords,
  ) {}

  /** What is being asked for, so that those who ask for the same meanwhile get the same answer, a failure among them. */
  readonly #underWay = new Map<string, Promise<StoredAccessToken>>()

  /**
   * The access token for a resource; the issuer itself stands for its userinfo endpoint. A refresh token is used once: the requests of a
   * session wait for each other, also those of other instances, and the second finds what the first has got.
   *
   * @param refuse a token that is not to be given again, although it has not expired
   * @throws {SignInNeeded} when there is none and no way to get one
   * @throws {IssuerUnavailable} when the issuer cannot be asked; the refresh token is kept
   * @throws {TokenRefused} when this resource is none of the client's, or the issuer refuses it
   */
  async get(id: string, resource: string, refuse?: string): Promise<StoredAccessToken> {
    // Not left to the issuer: there are some that use up the refresh token before they look at the resource.
    if (!this.#isKnown(resource)) throw new TokenRefused('invalid_target')
    const before = usable(await this.records.get(id), resource, refuse, this.#now(), refreshTime)
    if (before) return before
    const name = JSON.stringify([id, resource, refuse])
    const underWay = this.#underWay.get(name)
    if (underWay) return underWay
    const mine = this.#getFresh(id, resource, refuse).finally(() => this.#underWay.delete(name))
    this.#underWay.set(name, mine)
    return mine
  }

  async #getFresh(id: string, resource: string, refuse: string | undefined): Promise<StoredAccessToken> {
    let failure: unknown
    const record = await this.records.change(id, async (current) => {
      if (usable(current, resource, refuse, this.#now(), refreshTime)) return undefined
      try {
        return await this.#refresh(current, resource)
      } catch (error) {
        failure = error
        return this.#afterFailure(current, resource, error)
      }
    })
    // Where a refresh failed, what there is may still be good for its last seconds.
    const token = usable(record, resource, refuse, this.#now(), ({ expiresAt }) => expiresAt)
    if (token) return token
    throw failure === undefined ? new SignInNeeded('there is no token to use') : asOwnError(failure)
  }

  /** Refreshes now, whatever time is left. @throws as {@link get} */
  async refresh(id: string, resource: string): Promise<void> {
    const record = await this.records.get(id)
    await this.get(id, resource, record?.accessTokens[resource]?.token ?? '')
  }

  async #refresh(record: SignedInRecord, resource: string): Promise<SignedInRecord | undefined> {
    const { refreshToken, refreshTokenNumber: number } = record
    if (refreshToken === undefined) return undefined
    const configuration = await this.issuer.configuration()
    const receivedAt = this.#now()
    const answer = await client.refreshTokenGrant(
      configuration,
      refreshToken,
      this.#parameters(record, resource),
      await this.proofs.options(configuration, record.proofKey),
    )
    if ((answer.claims()?.sub ?? record.claims.sub) !== record.claims.sub) {
      // OpenID Connect Core §12.2
      throw Object.assign(new client.ClientError('an ID token of somebody else'), {
        code: 'OAUTH_INVALID_RESPONSE',
      })
    }
    const token = storedToken(answer, receivedAt, record.scope)
    const rotated = answer.refresh_token !== undefined && answer.refresh_token !== refreshToken
    const refreshTokenNumber = rotated ? number + 1 : number
    this.settings.onEvent({
      type: 'tokens_refreshed',
      subject: record.claims.sub,
      resource,
      refreshTokenNumber,
      expiresAt: token.expiresAt,
    })
    return {
      ...record,
      refreshToken: answer.refresh_token ?? refreshToken,
      refreshTokenNumber,
      accessTokens: { ...record.accessTokens, [resource]: token },
      refreshes: remember(record.refreshes, { at: receivedAt, resource, number }),
    }
  }

  #afterFailure(record: SignedInRecord, resource: string, error: unknown): SignedInRecord {
    const failed = error instanceof IssuerUnavailable ? 'no_connection' : reasonOf(error)
    const ended = failed === 'invalid_grant' && isRefusal(error)
    this.settings.onEvent({
      type: 'refresh_failed',
      subject: record.claims.sub,
      resource,
      reason: failed,
      ended,
    })
    const entry = { at: this.#now(), resource, number: record.refreshTokenNumber, failed }
    const remembered = { ...record, refreshes: remember(record.refreshes, entry) }
    // With the refresh token the issuer has ended all that came from it.
    return ended ? withoutTokens(remembered) : remembered
  }

  /** The sample issuer gives its own opaque token where no resource is named, and only identity is asked for. */
  #parameters(record: SignedInRecord, resource: string): Record<string, string> {
    if (resource !== this.settings.issuer) return { resource }
    const granted = record.scope.split(' ')
    return { scope: identityScopes.filter((scope) => granted.includes(scope)).join(' ') }
  }

  #isKnown(resource: string): boolean {
    return resource === this.settings.issuer || this.settings.resources.includes(resource)
  }

  #now(): number {
    return this.settings.clock()
  }
}

/** @param until the time until which a token may be used */
function usable(
  record: SignedInRecord | undefined,
  resource: string,
  refuse: string | undefined,
  now: number,
  until: (token: StoredAccessToken) => number,
): StoredAccessToken | undefined {
  const token = record?.accessTokens[resource]
  if (token === undefined || token.token === refuse) return undefined
  return until(token) > now ? token : undefined
}

/** What a token response says of the access token. A response that names no scope grants what was asked for (RFC 6749 §5.1). */
export function storedToken(
  answer: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
  receivedAt: number,
  askedScope: string,
): StoredAccessToken {
  const seconds = answer.expires_in ?? 60 // RFC 6749 §5.1 lets an issuer say nothing
  return {
    token: answer.access_token,
    tokenType: answer.token_type,
    scope: answer.scope ?? askedScope,
    receivedAt,
    expiresAt: receivedAt + seconds * 1000,
  }
}

function asOwnError(error: unknown): Error {
  if (error instanceof IssuerUnavailable) return error
  if (!isRefusal(error)) return new IssuerUnavailable('the issuer gave no token', { cause: causeOf(error) })
  return error.error === 'invalid_grant'
    ? new SignInNeeded('the issuer has ended the tokens', { cause: causeOf(error) })
    : new TokenRefused(error.error, { cause: causeOf(error) })
}
