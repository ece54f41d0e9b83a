import { shorten } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import { listOf } from '../faults/compare-urls.js'
import type { PresetMark, PresetName } from '../token/preset-mark.js'
import type { Hint } from './suspect.js'

/** Where providers put what a token allows, beside `scope`. */
const claimsWithScopes = ['scp', 'permissions', 'roles', 'scopes', 'groups', 'cognito:groups']

/** A scope is missing: it may be there after all, in another claim or in another spelling. */
export const missingScope: Hint = ({ fault, claims, preset }) => {
  const { missingScopes: missing = [], missingAnyScope: any = [] } = fault.facts
  const has = (texts: readonly string[]) => missing.some((scope) => texts.includes(scope))
  if (Array.isArray(claims.scope) && has(wordsOf(claims.scope))) {
    return "scope is a list and not a text: set scopeFrom: scopesIn('scope')"
  }
  const claim = claimsWithScopes.find((name) => has(wordsOf(claims[name])))
  if (claim !== undefined) {
    return `the scope stands in the claim ${claim}: ${readFrom(claim, preset)}`
  }
  if (has(keycloakRoles(claims))) {
    const mend =
      preset?.name === 'keycloak'
        ? 'set rolesAsScopes in the preset keycloak'
        : 'use the preset keycloak with rolesAsScopes'
    return `a Keycloak role has that name: ${mend}, or let the client ask for a scope`
  }
  return spelledOtherwise(missing, claims) ?? notAskedFor(missing, any, claims)
}

/** The options of presets that read scopes from another claim than usual. */
const ofPresets: Partial<Record<PresetName, Readonly<Record<string, string>>>> = {
  auth0: { permissions: 'permissions: true' },
  entra: { roles: 'rolesAsScopes: true' },
}

function readFrom(claim: string, preset: PresetMark | undefined): string {
  const mapper = `set scopeFrom: scopesIn('${claim}')`
  if (!preset) return `${mapper}, or use the preset of the provider`
  const option = preset.mapsScopes ? ofPresets[preset.name]?.[claim] : undefined
  return option === undefined ? mapper : `set ${option} in the preset ${preset.name}`
}

const wordsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.split(' ')
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : []
}

function keycloakRoles({ realm_access: realm, resource_access: clients }: JsonObject): readonly string[] {
  const places = [realm, ...(isJsonObject(clients) ? Object.values(clients) : [])]
  return places.flatMap((place) => (isJsonObject(place) ? wordsOf(place.roles) : []))
}

function spelledOtherwise(missing: readonly string[], claims: JsonObject): string | undefined {
  const found = [...wordsOf(claims.scope), ...wordsOf(claims.scp)]
  for (const scope of missing) {
    const long = found.find((other) => other.endsWith(`/${scope}`))
    if (long !== undefined)
      return `the issuer calls the scope ${shorten(long)}: require that name, or let scopeFrom cut what stands before it`
    const other = found.find((word) => word.toLowerCase() === scope.toLowerCase())
    if (other !== undefined)
      return `the token has ${shorten(other)}: scopes differ where their letter case differs`
    if (found.some((word) => word.split(/[,;+]/).length > 1 && word.split(/[,;+]/).includes(scope)))
      return 'the scopes are separated by something else than a space: let the issuer write them with spaces, or split them in scopeFrom'
  }
  return undefined
}

/** @param any those of them of which one suffices */
function notAskedFor(missing: readonly string[], any: readonly string[], claims: JsonObject): string {
  const all = missing.filter((scope) => !any.includes(scope))
  const either = any.map(shorten).join(' or ')
  const wanted = [listOf(all.map(shorten)), either].filter((text) => text !== '').join(' and for ')
  // An opaque token says nothing of itself.
  if (Object.keys(claims).length === 0)
    return `the issuer's answer about the token lacks it: let the client ask for ${wanted} in scope, and look at what the issuer grants it and puts into scope in its answers`
  if (claims.scope === undefined && claims.scp === undefined)
    return `the token has no scope claim: let the client ask for ${wanted} in scope, and the issuer write it into access tokens`
  return `the client did not ask for ${wanted}, or the user or the issuer did not grant it: ask with scope, and look at what the client may ask for at the issuer`
}
