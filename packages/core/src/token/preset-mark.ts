import type { RoleMapper } from './roles.js'
import type { ScopeMapper } from './scopes.js'
import type { TokenDialect } from './token-dialect.js'

/** The presets by name. */
export type PresetName = 'auth0' | 'cognito' | 'entra' | 'keycloak' | 'okta'

/** What an issuer has of a preset. */
export interface PresetMark {
  readonly name: PresetName
  /** Whether the preset says where scopes stand; not when the application has its own `scopeFrom`. */
  readonly mapsScopes: boolean
  /** The same of roles and `rolesFrom`. */
  readonly mapsRoles: boolean
}

interface Made {
  readonly name: PresetName
  readonly scopeFrom: ScopeMapper | undefined
  readonly rolesFrom: RoleMapper | undefined
}

/** What of the options of an issuer a preset is known by. */
interface Recognisable {
  readonly dialect?: TokenDialect | undefined
  readonly scopeFrom?: ScopeMapper | undefined
  readonly rolesFrom?: RoleMapper | undefined
}

/** By the dialect, which stays the same object where other options are put beside those of the preset. */
const made = new WeakMap<TokenDialect, Made>()

/** Remembers that options are those of a preset, so that hints can call the mend by its name. It decides nothing. */
export function ofPreset<const Options extends Recognisable & { readonly dialect: TokenDialect }>(
  name: PresetName,
  options: Options,
): Options {
  made.set(options.dialect, { name, scopeFrom: options.scopeFrom, rolesFrom: options.rolesFrom })
  return options
}

/** The preset that the options of an issuer came from; nothing when the application wrote them. */
export function presetOf({ dialect, scopeFrom, rolesFrom }: Recognisable): PresetMark | undefined {
  const found = dialect && made.get(dialect)
  return (
    found && {
      name: found.name,
      mapsScopes: found.scopeFrom === scopeFrom,
      mapsRoles: found.rolesFrom === rolesFrom,
    }
  )
}
