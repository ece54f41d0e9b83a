import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type * as OidcProvider from 'oidc-provider'
import type { Language } from 'sample-ui'
import { findAccountById } from './accounts.js'
import { backchannelFetch } from './backchannel-logout.js'
import { ownClientMetadata, registeredClients, resourceServerClientId } from './clients.js'
import type { Consents } from './consents.js'
import type { Environment } from './environment.js'
import { type FrameOf, pathOfLogout, pathWithoutToken } from './frame.js'
import { grantAtOnce, isFirstParty, mayRefresh, promptsOf } from './first-party.js'
import type { Keys } from './keys.js'
import { errorPage } from './pages/error.js'
import { signedOutPage, signOutPage, staySignedInPage } from './pages/logout.js'
import type { Page } from './pages/page.js'
import type { Records } from './records.js'
import { resourceIndicators } from './resource-indicators.js'
import { claimsOfScopes, identityScopes } from './scopes.js'
import { storage } from './storage.js'
import { tokenClaims } from './token-claims.js'
import type { Watch } from './watch.js'

export interface ProviderParts {
  readonly environment: Environment
  readonly keys: Keys
  readonly records: Records
  readonly consents: Consents
  readonly oidcProvider: typeof OidcProvider
  /** Tells the observer of calls to clients. */
  readonly watch?: Watch | undefined
  readonly frameOf: FrameOf
}

const minute = 60
const day = 24 * 60 * minute

/** What this server offers, in the terms of oidc-provider. */
export function providerConfiguration(parts: ProviderParts): Configuration {
  const { environment, keys, records, consents, oidcProvider, frameOf, watch } = parts
  const { errors: errorTypes, interactionPolicy } = oidcProvider
  const clients = registeredClients(environment)
  return {
    clients,
    extraClientMetadata: { properties: Object.values(ownClientMetadata) },
    jwks: { keys: keys.signing },
    adapter: storage(records, () => new errorTypes.InvalidGrant('already used')),

    // People.
    findAccount(_ctx, id) {
      const account = findAccountById(id)
      return (
        account && {
          accountId: account.id,
          claims: () => ({
            sub: account.id,
            name: account.name,
            email: account.email,
            email_verified: account.emailVerified,
          }),
        }
      )
    },
    scopes: [...identityScopes],
    claims: claimsOfScopes,
    discovery: { ui_locales_supported: ['en', 'uz'] satisfies Language[] },
    interactions: {
      policy: promptsOf(interactionPolicy),
      url: (_ctx, interaction) => `/interaction/${interaction.uid}`,
    },
    async loadExistingGrant(ctx) {
      const grant = await consents.loadGrant(ctx)
      return isFirstParty(ctx.oidc.client) ? grantAtOnce(ctx, grant, consents) : grant
    },

    // Codes: PKCE for every client (RFC 9700 §2.1.1), and nothing but the code flow.
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'none'],
    pkce: { required: () => true },

    // Tokens, and what leads to them. Anybody can begin a sign-in, so one without a person is soon forgotten, and
    // when there is no more room it goes before one with.
    ttl: {
      AccessToken: environment.accessTokenTtlSeconds,
      ClientCredentials: environment.accessTokenTtlSeconds,
      AuthorizationCode: minute,
      IdToken: 60 * minute,
      Interaction: (_ctx, { session }) => (session?.accountId === undefined ? 10 * minute : 30 * minute),
      RefreshToken: 14 * day,
      Grant: 14 * day,
      Session: (_ctx, { accountId }) => (accountId === undefined ? 10 * minute : 14 * day),
    },
    issueRefreshToken: (_ctx, client, { scopes }) => mayRefresh(client, scopes),
    rotateRefreshToken: true,
    extraTokenClaims: tokenClaims(environment.driveAudience),

    // Cookies ignore ports: each part of the sample system names its cookies after itself.
    cookies: {
      keys: [...keys.cookies],
      names: {
        session: 'authorization-server.session',
        interaction: 'authorization-server.interaction',
        resume: 'authorization-server.resume',
      },
    },
    clientBasedCORS: () => false, // every registered client calls from a server or from a command line

    routes: {
      authorization: '/authorize',
      token: '/token',
      userinfo: '/userinfo',
      introspection: '/introspect',
      revocation: '/revoke',
      end_session: '/end-session',
      jwks: '/jwks',
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      // Who sends a proof with the token request gets a token that is bound to its key, and nobody has to (RFC 9449
      // §5). Without nonces, so that one request is enough for those who learn with curl.
      dPoP: { enabled: true },
      resourceIndicators: resourceIndicators(environment, errorTypes),
      introspection: {
        enabled: true,
        // Who holds a token may look at it, and a resource server at every access token that it is shown.
        allowedPolicy: (_ctx, client, token) =>
          token.clientId === client.clientId ||
          (client.clientId === resourceServerClientId && token.kind !== 'RefreshToken'),
      },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        async logoutSource(ctx, form) {
          const { client, params } = ctx.oidc
          const apps = await clientsOfSession(ctx)
          const frame = frameOf(ctx, params, pathOfLogout(ctx))
          send(ctx, signOutPage(frame, { form, clientName: client?.clientName, apps }))
        },
        async postLogoutSuccessSource(ctx) {
          const { client, provider } = ctx.oidc
          const frame = frameOf(ctx, undefined, pathWithoutToken(ctx))
          const { accountId } = await provider.Session.get(ctx)
          send(
            ctx,
            accountId === undefined ? signedOutPage(frame) : staySignedInPage(frame, client?.clientName),
          )
        },
      },
    },
    fetch: watch ? watch.fetch(backchannelFetch(clients)) : backchannelFetch(clients),
    renderError(ctx, { error, error_description: description }) {
      const frame = frameOf(ctx, ctx.oidc.params, pathWithoutToken(ctx))
      send(ctx, errorPage(frame, error, description))
    },
  }
}

/** The names of the applications that the person has signed in to in this session. */
async function clientsOfSession({ oidc: { provider, session } }: KoaContextWithOIDC): Promise<string[]> {
  const ids = Object.keys(session?.authorizations ?? {})
  const clients = await Promise.all(ids.map((id) => provider.Client.find(id)))
  return clients.flatMap((client) => client?.clientName ?? [])
}

function send(ctx: { type: string; body: unknown }, page: Page): void {
  ctx.type = 'html'
  ctx.body = page
}
