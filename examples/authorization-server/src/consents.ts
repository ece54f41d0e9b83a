import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import { isObject } from './is-object.js'
import type { Records } from './records.js'

const model = 'Consent'
const yearInSeconds = 365 * 24 * 60 * 60

/**
 * What each account has allowed each client.
 *
 * A consent is a decision of a person, and it outlives the session in which it was made. A grant of oidc-provider
 * is one family of tokens that grew from it, and it can be revoked (a logout, a stolen refresh token) without
 * taking the other families, or the decision, with it.
 */
export class Consents {
  readonly #records: Records

  constructor(records: Records) {
    this.#records = records
  }

  /** Keeps all that the grant allows as the decision of its account about its client. */
  async remember(grant: Grant): Promise<void> {
    const { accountId, clientId, resources } = grant
    if (accountId === undefined || clientId === undefined) return
    await this.#records.set({
      model,
      id: keyOf(accountId, clientId),
      payload: { accountId, clientId, scope: grant.getOIDCScope(), resources },
      expiresAt: this.#records.now() + yearInSeconds,
    })
  }

  /**
   * The grant under which this authorization request is looked at: the one that the user has just given, else the
   * one of this session, else a new one with what was allowed before. Nothing allowed: `undefined`.
   */
  async loadGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
    const { client, provider, result, session } = ctx.oidc
    if (client === undefined || session?.accountId === undefined) return undefined

    const grantId = result?.consent?.grantId ?? session.grantIdFor(client.clientId)
    const current = grantId === undefined ? undefined : await provider.Grant.find(grantId)
    if (current?.accountId === session.accountId) return current

    const consent = this.#records.get(model, keyOf(session.accountId, client.clientId))?.payload
    if (consent === undefined) return undefined
    const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
    if (consent.scope) grant.addOIDCScope(consent.scope)
    for (const [resource, scope] of Object.entries(isObject(consent.resources) ? consent.resources : {})) {
      if (typeof scope === 'string') grant.addResourceScope(resource, scope)
    }
    await grant.save()
    return grant
  }
}

function keyOf(accountId: string, clientId: string): string {
  return JSON.stringify([accountId, clientId])
}
