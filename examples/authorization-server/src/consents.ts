import type { AdapterPayload, Grant, KoaContextWithOIDC } from 'oidc-provider'
import { isObject } from './is-object.js'
import type { Records, StoredRecord } from './records.js'

const model = 'Consent'
const yearInSeconds = 365 * 24 * 60 * 60

/** What an account has allowed a client. Times are seconds since 1970. */
export interface Consent {
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly since: number
  /** When the client last got a token. */
  readonly lastUsed: number
}

/**
 * What each account has allowed each client.
 *
 * A consent is a decision of a person, and it outlives the session in which it was made. A grant of oidc-provider
 * is one family of tokens that grew from it, and it can be revoked (a logout, a stolen refresh token) without
 * taking the other families, or the decision, with it. It is forgotten a year after its last use.
 */
export class Consents {
  readonly #records: Records

  constructor(records: Records) {
    this.#records = records
  }

  /** Adds all that the grant allows to what its account has allowed its client before. */
  async remember(grant: Grant): Promise<void> {
    const { accountId, clientId } = grant
    if (accountId === undefined || clientId === undefined) return
    const before = this.#records.get(model, keyOf(accountId, clientId))
    const resources = scopesByResource(before?.payload)
    for (const [resource, scope] of Object.entries(scopesByResource(grant))) {
      resources[resource] = together(resources[resource], scope)
    }
    await this.#keep({
      accountId,
      clientId,
      scope: together(before?.payload.scope, grant.getOIDCScope()),
      resources,
      since: before ? sinceOf(before) : this.#records.now(),
    })
  }

  /** The client has got a token in the name of the account. */
  async used(accountId: string, clientId: string): Promise<void> {
    const consent = this.#records.get(model, keyOf(accountId, clientId))
    if (consent) await this.#keep({ ...consent.payload, accountId, clientId, since: sinceOf(consent) })
  }

  /** What the account has allowed, the latest first. */
  ofAccount(accountId: string): Consent[] {
    return this.#records
      .filter(model, (payload) => payload.accountId === accountId)
      .map(consentOf)
      .sort((a, b) => b.since - a.since)
  }

  /**
   * Takes back what the account has allowed the client, and every grant and token that grew from it. Only a JWT, of which
   * there is no record here, lives on until it expires.
   *
   * @returns whether there was anything to take back.
   */
  async forget(accountId: string, clientId: string): Promise<boolean> {
    const isTheirs = (payload: AdapterPayload) =>
      payload.accountId === accountId && payload.clientId === clientId
    const found = [model, ...modelsOfTokens].flatMap((name) => this.#records.filter(name, isTheirs))
    await Promise.all(found.map(({ model, id }) => this.#records.delete(model, id)))
    return found.length > 0
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

    const key = keyOf(session.accountId, client.clientId)
    const consent = this.#records.get(model, key)?.payload
    if (consent === undefined) return undefined
    const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
    if (consent.scope) grant.addOIDCScope(consent.scope)
    for (const [resource, scope] of Object.entries(scopesByResource(consent)))
      grant.addResourceScope(resource, scope)
    const grantOfConsent = await grant.save()
    if (this.#records.get(model, key) !== undefined) return grant
    await this.#records.delete('Grant', grantOfConsent) // it was taken back while the grant was being written
    return undefined
  }

  async #keep(payload: AdapterPayload & { accountId: string; clientId: string }): Promise<void> {
    const now = this.#records.now()
    await this.#records.set({
      model,
      id: keyOf(payload.accountId, payload.clientId),
      payload: { ...payload, lastUsed: now },
      expiresAt: now + yearInSeconds,
    })
  }
}

/** The models of oidc-provider whose records are about one account and one client. */
const modelsOfTokens = ['Grant', 'RefreshToken', 'AccessToken', 'AuthorizationCode']

function consentOf(record: StoredRecord): Consent {
  const { clientId = '', scope, lastUsed } = record.payload
  const scopes = [scope, ...Object.values(scopesByResource(record.payload))].flatMap(
    (text) => text?.split(' ').filter(Boolean) ?? [],
  )
  const since = sinceOf(record)
  return { clientId, scopes, since, lastUsed: typeof lastUsed === 'number' ? lastUsed : since }
}

/** A record of a time when that was not kept was written once, when the consent was given. */
function sinceOf({ payload, expiresAt }: StoredRecord): number {
  return typeof payload.since === 'number' ? payload.since : expiresAt - yearInSeconds
}

/** The scopes by resource, of a grant or of what was kept. */
function scopesByResource(holder: unknown): Record<string, string> {
  const resources = isObject(holder) && isObject(holder.resources) ? Object.entries(holder.resources) : []
  return Object.fromEntries(
    resources.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function together(...scopes: readonly (string | undefined)[]): string {
  return [...new Set(scopes.flatMap((scope) => scope?.split(' ').filter(Boolean) ?? []))].join(' ')
}

function keyOf(accountId: string, clientId: string): string {
  return JSON.stringify([accountId, clientId])
}
