import { shorten } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import { rolesIn } from '../token/roles.js'
import type { Hint } from './suspect.js'

/** A role is missing: it may be there after all, in another claim or in another spelling. */
export const missingRole: Hint = ({ fault, claims, preset }) => {
  const { missingRoles: missing = [], actual } = fault.facts
  const has = (roles: readonly string[]) => missing.some((role) => roles.includes(role))
  const client = clientsWithRoles(claims).find(([, roles]) => has(roles))?.[0]
  const byPreset = preset?.name === 'keycloak' && preset.mapsRoles
  if (client !== undefined) {
    const mend = byPreset ? 'name it in the option roles of the preset keycloak' : usePreset
    return `it is a role of the client ${shorten(client)} in Keycloak: ${mend}, as in roles: { realm: true, clients: [${shorten(client)}] }`
  }
  if (!byPreset && has(rolesOfRealm(claims))) return `it is a role of the realm in Keycloak: ${usePreset}`
  if (typeof claims.scope === 'string' && has(claims.scope.split(' ')))
    return 'a scope of the token has that name, and a scope is no role: require it with scope'
  const claim = Object.keys(claims).find((name) => has(rolesIn(name || 'roles')(claims)))
  if (claim !== undefined && claim !== 'roles')
    return `the role stands in the claim ${shorten(claim)}: set rolesFrom: rolesIn(${shorten(claim)})`
  return spelledOtherwise(missing, claims) ?? notGiven(actual, claims)
}

const usePreset = 'use the preset keycloak'

const rolesOfRealm = ({ realm_access: realm }: JsonObject) =>
  isJsonObject(realm) ? rolesIn('roles')(realm) : []

const clientsWithRoles = ({ resource_access: access }: JsonObject) =>
  Object.entries(isJsonObject(access) ? access : {}).map(
    ([client, each]) => [client, isJsonObject(each) ? rolesIn('roles')(each) : []] as const,
  )

function spelledOtherwise(missing: readonly string[], claims: JsonObject): string | undefined {
  const found = [...rolesIn('roles')(claims), ...rolesOfRealm(claims)]
  const other = found.find((role) => missing.some((wanted) => wanted.toLowerCase() === role.toLowerCase()))
  return other === undefined
    ? undefined
    : `the token has ${shorten(other)}: roles are compared letter by letter, so write it in one way`
}

function notGiven(actual: string | undefined, claims: JsonObject): string {
  // An opaque token says nothing of itself.
  const where = Object.keys(claims).length === 0 ? 'its answers about tokens' : 'access tokens'
  if (actual === '[]')
    return `the token has no roles: let the issuer put them into ${where}, in the claim roles, or say with rolesFrom where they stand`
  return 'give the role to the user, or to the client, at the issuer; it counts from the next token on'
}
