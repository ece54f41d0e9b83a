import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'

/**
 * Which roles the claims of a token give. A function of this kind is only needed for issuers that do not put them into the claim
 * `roles`; see `rolesIn`.
 */
export type RoleMapper = (claims: JsonObject) => readonly string[]

const none: readonly string[] = Object.freeze([])

/** The roles of the claim `roles`. @see RFC 9068 §2.2.3.1 */
export const rolesOfRolesClaim: RoleMapper = ({ roles }) => (roles === undefined ? none : rolesOf(roles))

/**
 * Makes a mapper that takes roles from another claim, such as `groups` or `https://example.com/roles`: a list of texts, or of
 * objects with a text as their `value`, as SCIM has them; a single text is one role, whatever spaces are in it. Any other value
 * gives none.
 *
 * @see RFC 9068 §2.2.3.1
 * @see RFC 7643 §2.4, §4.1.2
 * @example resourceServer({ issuer, audience, rolesFrom: rolesIn('groups') })
 */
export function rolesIn(claim: string): RoleMapper {
  if (typeof claim !== 'string' || claim === '')
    throw new ConfigurationFault('rolesIn', 'expected the name of a claim')
  return (claims) => (Object.hasOwn(claims, claim) ? rolesOf(claims[claim]) : none)
}

function rolesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => roleIn(entry) ?? [])
  return typeof value === 'string' && value !== '' ? [value] : none
}

/** A role that stands alone, or as the `value` of a SCIM attribute. */
function roleIn(entry: unknown): string | undefined {
  const role: unknown = isJsonObject(entry) ? entry.value : entry
  return typeof role === 'string' && role !== '' ? role : undefined
}
