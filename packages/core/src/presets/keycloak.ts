import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import { issuerProblem } from '../keys/issuer-url.js'
import { checkNames, flag } from '../faults/check-option.js'
import type { IssuerOptions } from '../options/issuer-options.js'
import type { SubjectType } from '../token/access-token.js'
import type { RoleMapper } from '../token/roles.js'
import { isScope, scopesFromAll, scopesOfScopeClaim } from '../token/scopes.js'
import { ofPreset } from '../token/preset-mark.js'
import { checkPresetOptions, textList } from './preset-options.js'

/** Some roles of a Keycloak realm. */
export interface KeycloakRoles {
  /** Whether the roles of the realm (`realm_access`) are among them. Default false. */
  readonly realm?: boolean
  /** The clients whose roles (`resource_access`) are among them. Default: none. */
  readonly clients?: readonly string[]
}

/** What `keycloak` needs to know. */
export interface KeycloakOptions {
  /**
   * The URL of Keycloak as clients and browsers know it, such as `https://sso.example.com`, with its path where it has one
   * (`/auth` before version 17), and without `/realms/…`. The issuer of tokens begins with it.
   */
  readonly url: string
  /** The name of the realm, as in the URL of its issuer, letter by letter. */
  readonly realm: string
  /**
   * The URL by which the API reaches Keycloak, where that is another one, such as `http://keycloak:8080` inside a network of
   * containers. Keys come from there; the issuer of tokens stays that of `url`. Default: `url`, by discovery.
   */
  readonly internalUrl?: string
  /**
   * Which roles count as scopes too, by their own names: all realm roles (`realm_access`), and those of the clients that are
   * named (`resource_access`). **A role is the user's, whichever client acts for them**: a scope is then no longer only
   * what the client may do. Two roles of the same name from two places are one scope. Default: none.
   */
  readonly rolesAsScopes?: KeycloakRoles
  /**
   * Which roles a route can require with `roles` and `anyRole`, by their own names: all realm roles, and those of the clients that
   * are named. Two roles of the same name from two places are one role, so name no client whose roles mean something else. Default
   * `{ realm: true }`.
   */
  readonly roles?: KeycloakRoles
  /**
   * Accepts `http:` URLs that are not on loopback. **Whoever is on the network path can then hand out keys of their own and
   * so make tokens that are accepted.** Default false.
   */
  readonly dangerouslyAllowHttp?: boolean
}

/**
 * The issuer object of a Keycloak realm, for `issuer` or `issuers`.
 *
 * Keycloak marks its tokens in the payload: only `"typ": "Bearer"` (or `DPoP`) is an access token, while `ID`, `Refresh`,
 * `Offline` and the rest are refused. The client stands in `azp`. Tokens of a service account speak for a client. Any
 * asymmetric algorithm is accepted, as realms choose theirs. Roles are those of the realm, unless `roles` says otherwise.
 * Keycloak names no audience unless a mapper or a client role adds one; without it tokens are refused (`claim_missing`).
 *
 * @throws {ConfigurationFault} naming the option that is at fault
 * @see {@link https://www.keycloak.org/docs/latest/server_admin/#audience-support}
 * @example
 * const issuer = keycloak({ url: 'https://sso.example.com', realm: 'example' })
 * resourceServer({ issuer, audience: 'drive-api' })
 */
export function keycloak(options: KeycloakOptions): IssuerOptions {
  const known = ['url', 'realm', 'internalUrl', 'rolesAsScopes', 'roles', 'dangerouslyAllowHttp']
  checkPresetOptions('keycloak', options, known)
  const { internalUrl } = options
  const allowHttp = flag('keycloak.dangerouslyAllowHttp', options.dangerouslyAllowHttp)
  const path = `/realms/${realmSegment(options.realm)}`
  const issuer = `${serverUrl('keycloak.url', options.url, allowHttp)}${path}`
  const asScopes = rolesOf('keycloak.rolesAsScopes', options.rolesAsScopes)
  return ofPreset('keycloak', {
    issuer,
    ...(internalUrl !== undefined && {
      jwksUri: `${serverUrl('keycloak.internalUrl', internalUrl, allowHttp)}${path}/protocol/openid-connect/certs`,
    }),
    tokenProfile: 'plain-jwt',
    ...(asScopes && {
      scopeFrom: scopesFromAll(scopesOfScopeClaim, (claims) => asScopes(claims).filter(isScope)),
    }),
    rolesFrom: rolesOf('keycloak.roles', options.roles) ?? realmRoles,
    dialect: { notAccessToken, clientId, subjectType },
    ...(allowHttp && { dangerouslyAllowHttp: true }),
  })
}

/** Without the slash at its end, which people copy. */
function serverUrl(option: string, value: unknown, allowHttp: boolean): string {
  const problem = issuerProblem(value, allowHttp)
  if (problem !== undefined) throw new ConfigurationFault(option, problem)
  const url = (value as string).replace(/\/$/, '')
  if (!/\/realms(\/|$)/.test(url)) return url
  throw new ConfigurationFault(
    option,
    'expected the URL of Keycloak itself: leave out /realms/… and name the realm in realm',
  )
}

/** The realm as Keycloak writes it into URLs: a space is %20. */
function realmSegment(realm: unknown): string {
  if (typeof realm === 'string' && /^[^/?#%\\\p{C}]+$/u.test(realm)) return encodeURI(realm)
  throw new ConfigurationFault('keycloak.realm', 'expected the name of a realm, without / ? # % and \\')
}

const realmRoles: RoleMapper = ({ realm_access: realmAccess }) => rolesIn(realmAccess)

function rolesOf(option: string, from: unknown): RoleMapper | undefined {
  if (from === undefined) return undefined
  if (!isJsonObject(from)) {
    throw new ConfigurationFault(
      option,
      "expected whose roles, such as { realm: true, clients: ['drive-api'] }",
    )
  }
  checkNames(option, from, ['realm', 'clients'])
  const ofRealm = flag(`${option}.realm`, from.realm)
  const clients =
    from.clients === undefined ? [] : [...textList(`${option}.clients`, from.clients, 'client ids')]
  return ({ realm_access: realmAccess, resource_access: resourceAccess }) => [
    ...(ofRealm ? rolesIn(realmAccess) : []),
    ...clients.flatMap((client) => rolesIn(memberOf(resourceAccess, client))),
  ]
}

const memberOf = (value: unknown, name: string): unknown =>
  isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

function rolesIn(access: unknown): readonly string[] {
  const roles = memberOf(access, 'roles')
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
}

function notAccessToken({ typ }: JsonObject): string | undefined {
  if (typ === 'Bearer' || typ === 'DPoP') return undefined
  return `typ in the payload: expected Bearer, found ${typeof typ === 'string' ? typ : typeof typ}`
}

const clientId = ({ client_id: named, azp = named }: JsonObject) => azp as string | undefined

/**
 * A service account is a user of a reserved name, which alone proves nothing where people choose their names. Keycloak adds
 * the id of the client to the tokens of service accounts alone: as `client_id`, in earlier versions as `clientId`.
 */
function subjectType(claims: JsonObject): SubjectType {
  const client = clientId(claims)
  const { preferred_username: username, clientId: earlier, client_id: added = earlier } = claims
  const isServiceAccount = client !== undefined && username === `service-account-${client.toLowerCase()}`
  return isServiceAccount && added === client ? 'client' : 'user'
}
