import { ConfigurationFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import { flag } from '../faults/check-option.js'
import type { IssuerOptions } from '../options/issuer-options.js'
import type { SubjectType } from '../token/access-token.js'
import { scopesFromAll, scopesIn } from '../token/scopes.js'
import { idTokenMark } from '../token/token-profile.js'
import { ofPreset } from '../token/preset-mark.js'
import { checkPresetOptions, choice } from './preset-options.js'

/** What `entra` needs to know. */
export interface EntraOptions {
  /** The _Directory (tenant) ID_, a GUID. */
  readonly tenantId: string
  /**
   * The version of the access tokens that the API gets: `v2` when `requestedAccessTokenVersion` in the manifest of the API's
   * app registration is 2, `v1` when it is 1 or null. The endpoint that the client uses does not decide it.
   */
  readonly version: 'v1' | 'v2'
  /**
   * Lets app roles (`roles`) count as scopes too. Client credentials tokens have nothing else. **The roles of a user count
   * as well, whichever client acts for them**: a scope is then no longer only what the user allowed the client. Default false.
   */
  readonly rolesAsScopes?: boolean
  /** The cloud that the tenant is in. Default `global`. */
  readonly cloud?: 'global' | 'us-government' | 'china'
  /** Whether it is an external tenant (Microsoft Entra External ID), whose tokens come from `ciamlogin.com`. Default false. */
  readonly externalTenant?: boolean
  /**
   * The _Application (client) ID_ of the API, when its tokens are signed with a key of its own, as claims mapping makes them.
   * Default: none; the keys of the tenant.
   */
  readonly signingKeysOf?: string
}

/**
 * The issuer object of a Microsoft Entra tenant, for `issuer` or `issuers`.
 *
 * Scopes stand in `scp`, app roles in `roles`, and the client in `azp` (v2) or `appid` (v1). An API whose audience is its own client id can be sent ID
 * tokens for that same audience; so a token must name its client and have `scp` or `roles`, and no mark of ID tokens. That
 * also refuses apps of the tenant that were assigned no role. App-only tokens speak for a client (`idtyp`, or `oid` is `sub`).
 * Signatures are RS256. It does not cover tokens for Microsoft Graph, which nobody but Graph can verify, and not the
 * tenants `common`, `organizations` and `consumers`: name each tenant.
 *
 * @throws {ConfigurationFault} naming the option that is at fault
 * @see {@link https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference}
 * @example
 * const issuer = entra({ tenantId: '8eaef023-2b34-4da1-9baa-8bc8c9d6a490', version: 'v2' })
 * resourceServer({ issuer, audience: '6e74172b-be56-4843-9ff4-e66a39bb12e3' })
 */
export function entra(options: EntraOptions): IssuerOptions {
  checkPresetOptions('entra', options, [
    'tenantId',
    'version',
    'rolesAsScopes',
    'cloud',
    'externalTenant',
    'signingKeysOf',
  ])
  const rolesCount = flag('entra.rolesAsScopes', options.rolesAsScopes)
  return ofPreset('entra', {
    ...addresses(options),
    algorithms: ['RS256'],
    tokenProfile: 'plain-jwt',
    scopeFrom: rolesCount ? scopesFromAll(scopesIn('scp'), scopesIn('roles')) : scopesIn('scp'),
    dialect: { notAccessToken, clientId, subjectType },
  })
}

/** By cloud: the host of the endpoints, which is also that of v2 issuers, and the host of v1 issuers. */
const hosts = {
  global: ['login.microsoftonline.com', 'sts.windows.net'],
  'us-government': ['login.microsoftonline.us', 'sts.windows.net'],
  china: ['login.partner.microsoftonline.cn', 'sts.chinacloudapi.cn'],
} as const

/** What the issuer is called, and where its keys are. */
function addresses(options: EntraOptions): Pick<IssuerOptions, 'issuer' | 'jwksUri'> {
  const tenant = tenantGuid(options.tenantId)
  const version = readVersion(options.version)
  const cloud = choice('entra.cloud', options.cloud, ['global', 'us-government', 'china'])
  const external = flag('entra.externalTenant', options.externalTenant)
  if (external && (cloud !== 'global' || version !== 'v2')) {
    throw new ConfigurationFault('entra.externalTenant', "goes with version 'v2' and the global cloud alone")
  }
  const [endpoints, v1Issuers] = hosts[cloud]
  const host = external ? `${tenant}.ciamlogin.com` : endpoints
  const keys = `https://${host}/${tenant}/discovery/${version === 'v1' ? 'keys' : 'v2.0/keys'}`
  const app = options.signingKeysOf
  const query =
    app === undefined
      ? ''
      : `?appid=${guid('entra.signingKeysOf', app, 'Application (client) ID of the API')}`
  return version === 'v1'
    ? { issuer: `https://${v1Issuers}/${tenant}/`, jwksUri: `${keys}${query}` }
    : { issuer: `https://${host}/${tenant}/v2.0`, ...(app !== undefined && { jwksUri: `${keys}${query}` }) }
}

const names = ['common', 'organizations', 'consumers']

function tenantGuid(tenantId: unknown): string {
  if (names.includes(tenantId as string)) {
    throw new ConfigurationFault(
      'entra.tenantId',
      `${String(tenantId)} stands for many tenants, and no token has it as its issuer: list each tenant in issuers, as entra({ tenantId: … }) of its own`,
    )
  }
  return guid(
    'entra.tenantId',
    tenantId,
    'Directory (tenant) ID, which is what the issuer of tokens holds, and no domain name',
  )
}

/** Tokens hold GUIDs in lower case. */
function guid(option: string, value: unknown, what: string): string {
  if (typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value))
    return value.toLowerCase()
  throw new ConfigurationFault(option, `expected a GUID: the ${what}`)
}

function readVersion(version: unknown): 'v1' | 'v2' {
  if (version === 'v1' || version === 'v2') return version
  throw new ConfigurationFault(
    'entra.version',
    "expected 'v2' when requestedAccessTokenVersion in the manifest of the API is 2, 'v1' when it is 1 or null",
  )
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** `azp` in v2 tokens, `appid` in v1 tokens. */
const clientId = ({ azp, appid = azp }: JsonObject) => appid as string | undefined

function notAccessToken(claims: JsonObject): string | undefined {
  const { scp, roles } = claims
  const mark = idTokenMark(claims)
  if (mark !== undefined) return mark
  if (!isText(clientId(claims))) return 'azp, appid: the access tokens of Entra name their client'
  if (isText(scp) || (Array.isArray(roles) && roles.length > 0)) return undefined
  return 'scp, roles: it has neither; an ID token, or the client was given no scope and no app role'
}

/**
 * In a token for a user, `sub` is the user as this API sees them, and `oid` the user as the directory does. An app has one id
 * for both, and never a scope.
 */
function subjectType({ idtyp, scp, oid, sub }: JsonObject): SubjectType {
  if (idtyp === 'app') return 'client'
  return idtyp === undefined && scp === undefined && oid === sub ? 'client' : 'user'
}
