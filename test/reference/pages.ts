import { join, resolve } from 'node:path'
import { Declarations } from './declarations.js'
import { writePage, type Page, type Section } from './markdown.js'

export const root = resolve(import.meta.dirname, '../..')

const guide = (name: string, words: string) => `[${words}](../guide/${name}.md)`

/** Which page has more about an option. */
const more: Readonly<Record<string, string>> = {
  profile: guide('profiles', 'Profiles'),
  issuer: guide('issuers', 'Issuers'),
  issuers: guide('issuers', 'Issuers'),
  resolveIssuer: guide('tenants', 'Tenants'),
  opaqueTokenIssuer: `[Which issuer is asked](../guide/opaque-tokens.md#which-issuer-is-asked)`,
  resource: `[The identifier](../guide/resource-metadata.md#the-identifier)`,
  metadata: guide('resource-metadata', 'Resource metadata'),
  scopeFrom: `[Scopes in another claim](../guide/scopes.md#scopes-in-another-claim)`,
  rolesFrom: guide('roles-and-claims', 'Roles'),
  scopeImplies: `[One scope implies others](../guide/scopes.md#one-scope-implies-others)`,
  parseClaims: `[Typed claims](../guide/who-calls.md#typed-claims)`,
  bearerMethods: guide('tokens-outside-the-header', 'Tokens outside the header'),
  dpop: guide('dpop', 'DPoP'),
  mtls: guide('mtls', 'Tokens that are bound to a certificate'),
  publicUrl: `[The URL that proofs are made for](../guide/dpop.md#the-url-that-proofs-are-made-for)`,
  replayStore: guide('fleets', 'A fleet with one memory'),
  optional: guide('optional-authentication', 'Optional authentication'),
  passPreflight: guide('cors', 'CORS'),
  tokenCache: guide('repeated-tokens', 'Tokens that come again'),
  revocationStore: guide('revocation', 'Revoke tokens'),
  keySets: guide('keys-and-outages', 'Key sets'),
  restoreKeySets: `[Saving and restoring](../guide/keys-and-outages.md#saving-and-restoring-for-short-lived-processes)`,
  onEvent: guide('events', 'Events and logging'),
  onRefusal: guide('refusals', 'What a refused client gets'),
  'logoutReceiver.onLogout': guide('backchannel-logout', 'Be told when a session ends'),
  'backchannelLogout.revokes': guide('backchannel-logout', 'Be told when a session ends'),
  'issuer.tokenProfile': `[Issuers that do not follow RFC 9068](../guide/issuers.md#issuers-that-do-not-follow-rfc-9068)`,
  'issuer.introspection': guide('opaque-tokens', 'Opaque tokens'),
  'issuer.dialect': `[A dialect of your own](../providers.md#a-dialect-of-your-own)`,
  'issuer.clientsWithoutAudience': `[Tokens without an audience](../providers.md#tokens-without-an-audience)`,
  'dpop.nonces': `[Nonces](../guide/dpop.md#nonces)`,
  'metadata.signedMetadata': `[Signed metadata](../guide/resource-metadata.md#signed-metadata)`,
}

const section = (title: string, type: string, prefix: string, other: Partial<Section> = {}): Section => ({
  title,
  type,
  prefix,
  ...other,
})

const options: Page = {
  path: 'docs/reference/options.md',
  title: 'Options',
  intro: `Options are checked when the resource server is built. A mistake, also an unknown name, throws a \`ConfigurationFault\` that
names the option. \`audience\` is required, and one of \`issuer\`, \`issuers\` and \`resolveIssuer\`. Durations and sizes have their unit
in the name, or say it. The options of [the presets](../providers.md) stand with them.`,
  defaults: true,
  sections: [
    section('Resource server', 'ResourceServerOptions', ''),
    section('An issuer', 'IssuerOptions', 'issuer.'),
    section('Introspection of tokens', 'IntrospectionOptions', 'introspection.'),
    section('A dialect', 'TokenDialect', 'dialect.'),
    section('Key sets', 'KeySetOptions', 'keySets.', { declaredAs: 'KeySetBounds' }),
    section('Answers of resolveIssuer', 'ResolvedIssuerOptions', 'resolvedIssuers.', {
      declaredAs: 'ResolvedIssuerBounds',
      without: ['timeoutMs', 'staleLimitSeconds'],
    }),
    section('Token cache', 'TokenCacheOptions', 'tokenCache.', { declaredAs: 'TokenCacheBounds' }),
    section('Proofs of possession', 'DpopOptions', 'dpop.'),
    section('Nonces of proofs', 'DpopNonceOptions', 'dpop.nonces.'),
    section('Certificates of clients', 'MtlsOptions', 'mtls.'),
    section('Certificate in a field', 'CertificateFieldOptions', 'mtls.certificateFrom.'),
    section('Metadata of the API', 'ResourceMetadataOptions', 'metadata.'),
    section('A signature over metadata', 'SignedMetadataOptions', 'metadata.signedMetadata.'),
    section('Receiver of logouts', 'LogoutReceiverOptions', 'logoutReceiver.'),
    section('Back-channel logout of an API', 'BackchannelLogoutOptions', 'backchannelLogout.'),
    section('Replay store in memory', 'MemoryReplayStoreOptions', 'MemoryReplayStore.'),
    section('Revocation store in memory', 'MemoryRevocationStoreOptions', 'MemoryRevocationStore.'),
    section('Replay store on Redis', 'RedisReplayStoreOptions', 'RedisReplayStore.'),
    section('Revocation store on Redis', 'RedisRevocationStoreOptions', 'RedisRevocationStore.'),
    section('OpenTelemetry', 'OpenTelemetryListenerOptions', 'openTelemetryListener.'),
  ],
}

const requirements: Page = {
  path: 'docs/reference/requirements.md',
  title: 'Requirements',
  intro: `What \`requireAccess\` takes, and \`config.access\` of a route of Fastify. [Scopes](../guide/scopes.md) says how requirements work.`,
  sections: [
    section('Requirement', 'AccessRequirement', ''),
    section('Required authorization detail', 'RequiredAuthorizationDetail', 'authorizationDetails.'),
  ],
}

const token: Page = {
  path: 'docs/reference/token.md',
  title: 'The token',
  intro: `What \`getAuth\` returns. [Who calls](../guide/who-calls.md) says what to do with it.`,
  sections: [
    section('Access token', 'AccessToken', ''),
    section('What it is bound to', 'Confirmation', 'confirmation.'),
  ],
}

const events: Page = {
  path: 'docs/reference/events.md',
  title: 'Events',
  intro: `What \`onEvent\` is told. [Events and logging](../guide/events.md) says what deserves an alarm, and [Errors](../errors.md) lists the
codes. No event holds a token.`,
  sections: [
    section('token_accepted', 'TokenAccepted', 'token_accepted.'),
    section('requirement_met', 'RequirementMet', 'requirement_met.'),
    section('request_refused', 'RequestRefused', 'request_refused.'),
    section('request_undecided', 'RequestUndecided', 'request_undecided.'),
    section('key_set_refreshed', 'KeySetRefreshed', 'key_set_refreshed.'),
    section('key_set_refresh_failed', 'KeySetRefreshFailed', 'key_set_refresh_failed.'),
    section('key_skipped', 'KeySkipped', 'key_skipped.'),
    section('introspection_failed', 'IntrospectionFailed', 'introspection_failed.'),
    section('introspection_recovered', 'IntrospectionRecovered', 'introspection_recovered.'),
    section('configuration_warning', 'ConfigurationWarning', 'configuration_warning.'),
    section('hook_failed', 'HookFailed', 'hook_failed.'),
    section('logout_accepted', 'LogoutAccepted', 'logout_accepted.'),
    section('logout_refused', 'LogoutRefused', 'logout_refused.'),
    section('logout_failed', 'LogoutFailed', 'logout_failed.'),
    section('logout_undecided', 'LogoutUndecided', 'logout_undecided.'),
  ].map((one) => ({ ...one, without: ['type'] })),
}

const server: Page = {
  path: 'docs/reference/resource-server.md',
  title: 'Resource server',
  intro: `What \`resourceServer(options)\` returns. In an adapter it is a middleware, and the middleware is also a handle: it has the members
of the handle, and of the resource server \`ready\`, \`explain\`, \`revoke\`, \`stats\` and \`savedKeySets\`. In \`@qalqon/core\` it is the
resource server itself.`,
  sections: [
    section('Handle', 'ResourceServerHandle', 'api.'),
    section('Core', 'ResourceServer', 'server.'),
    section('Stats', 'ResourceServerStats', 'stats().'),
    section('Stats of a key set', 'KeySetStatus', 'stats().keySets[issuer].'),
    section('Stats of introspection', 'IntrospectionStatus', 'stats().introspection[issuer].'),
    section('Stats of the token cache', 'TokenCacheStats', 'stats().tokenCache.'),
    section('Explanation', 'Explanation', 'explanation.'),
    section('Check of an explanation', 'TokenCheck', 'explanation.checks[].'),
    section('Token of an explanation', 'TokenSummary', 'explanation.token.'),
  ],
}

const pages = [options, requirements, token, server, events]

/** The pages of the reference as they must be. */
export function referencePages(): { path: string; text: string }[] {
  const declarations = new Declarations(
    ['packages/core/src', 'packages/redis/src'].map((folder) => join(root, folder)),
  )
  const places = new Map(
    pages.flatMap((page) => page.sections.map(({ type, title }) => [type, { page, title }])),
  )
  return pages.map((page) => ({ path: page.path, text: writePage(page, declarations, places, more) }))
}
