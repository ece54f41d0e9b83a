import * as client from 'openid-client'
import type { Issuer } from '../issuer.js'
import type { Settings } from '../options.js'
import type { SignedInRecord } from '../signed-in-record.js'
import { reasonOf } from '../tokens/failure.js'

/** Tells the issuer that tokens are not needed any more. */
export class SignOut {
  constructor(
    private readonly settings: Settings,
    private readonly issuer: Issuer,
  ) {}

  /**
   * Revokes the refresh token, and with it what came from it. Where the issuer cannot be had the token is forgotten all the same, and
   * an event says so.
   *
   * @see RFC 7009
   */
  async revoke({ refreshToken, claims }: SignedInRecord): Promise<void> {
    if (refreshToken === undefined) return
    const { onEvent } = this.settings
    try {
      const configuration = await this.issuer.configuration()
      await client.tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' })
      onEvent({ type: 'refresh_token_revoked', subject: claims.sub })
    } catch (error) {
      onEvent({ type: 'revocation_failed', subject: claims.sub, reason: reasonOf(error) })
    }
  }

  /**
   * Where the browser goes to end the session of the issuer as well.
   *
   * @see OpenID Connect RP-Initiated Logout 1.0 §2
   * @throws {IssuerUnavailable}
   */
  async endSessionUrl(record: SignedInRecord | undefined, uiLocales: string): Promise<string> {
    const { origin, path } = this.settings
    const configuration = await this.issuer.configuration()
    return client.buildEndSessionUrl(configuration, {
      ...(record && { id_token_hint: record.idToken }),
      post_logout_redirect_uri: `${origin}${path === '' ? '/' : path}`,
      ui_locales: uiLocales,
    }).href
  }
}
