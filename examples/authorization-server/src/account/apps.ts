import type Provider from 'oidc-provider'
import type { Consent, Consents } from '../consents.js'
import { isFirstParty } from '../first-party.js'

/** An application that a person has given access to. */
export interface App {
  readonly clientId: string
  readonly name: string
  /** Its own page, where it has one. */
  readonly uri: string | null
  readonly scopes: readonly string[]
  /** It belongs to the operator of this server, and was not asked about. */
  readonly firstParty: boolean
  /** When access was first given, in the form of RFC 3339. */
  readonly since: string
  /** When it last got a token. */
  readonly lastUsed: string
}

/** The applications of an account, the latest first. One that is no longer registered is shown by its id. */
export function appsOf(accountId: string, consents: Consents, provider: Provider): Promise<App[]> {
  return Promise.all(consents.ofAccount(accountId).map((consent) => appOf(consent, provider)))
}

async function appOf({ clientId, scopes, since, lastUsed }: Consent, provider: Provider): Promise<App> {
  const client = await provider.Client.find(clientId)
  return {
    clientId,
    name: client?.clientName ?? clientId,
    uri: client?.clientUri ?? null,
    scopes,
    firstParty: isFirstParty(client),
    since: timeOf(since),
    lastUsed: timeOf(lastUsed),
  }
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
