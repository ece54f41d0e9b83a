import type { Client, Grant, interactionPolicy, KoaContextWithOIDC } from 'oidc-provider'
import { ownClientMetadata } from './clients.js'
import type { Consents } from './consents.js'

/**
 * A client of the operator's own: to the person it is this service itself, under another address. There is nobody else
 * to allow anything to, so no consent page is shown. What it gets is a grant like any other, which the person sees and can
 * take back.
 */
export function isFirstParty(client: Client | undefined): boolean {
  return client?.[ownClientMetadata.firstParty] === true
}

/**
 * Grants everything that this authorization request asks for. Only what the client is registered for comes this far.
 *
 * @param current what was granted before, if anything.
 */
export async function grantAtOnce(
  ctx: KoaContextWithOIDC,
  current: Grant | undefined,
  consents: Consents,
): Promise<Grant> {
  const { account, client, provider, requestParamOIDCScopes, requestParamScopes, resourceServers } = ctx.oidc
  const grant = current ?? new provider.Grant({ accountId: account?.accountId, clientId: client?.clientId })
  const before = JSON.stringify([grant.openid, grant.resources])
  grant.addOIDCScope([...requestParamOIDCScopes].join(' '))
  for (const [resource, { scopes }] of Object.entries(resourceServers ?? {})) {
    const asked = [...requestParamScopes].filter((scope) => scopes.has(scope))
    if (asked.length > 0) grant.addResourceScope(resource, asked.join(' '))
  }
  if (before === JSON.stringify([grant.openid, grant.resources])) return grant
  await grant.save()
  await consents.remember(grant)
  return grant
}

/** When a page has to be shown: as OpenID Connect has it, but no consent page for a client of the operator's own. */
export function promptsOf({ base }: typeof interactionPolicy): interactionPolicy.Prompt[] {
  const prompts = base()
  for (const check of prompts.get('consent')?.checks ?? []) {
    const { check: isNeeded } = check
    check.check = (ctx) => !isFirstParty(ctx.oidc.client) && isNeeded(ctx)
  }
  return prompts
}

/**
 * A refresh token comes with `offline_access`, and to a client of the operator's own also without: then it lives only as
 * long as the session of the person here.
 */
export function mayRefresh(client: Client, scopes: ReadonlySet<string>): boolean {
  return client.grantTypeAllowed('refresh_token') && (scopes.has('offline_access') || isFirstParty(client))
}
