import { shorten } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import { grants } from '../requirement/combination.js'
import type { AuthorizationDetail } from '../authorization-detail.js'
import { isListOfTexts } from '../token/claim-types.js'
import type { Hint } from './suspect.js'

/**
 * An authorization detail is missing: it may be there after all, in another spelling or spread over several objects. Of what
 * the token has, no more than a type is shown: the rest can be about a person.
 */
export const missingDetail: Hint = ({ fault, claims }) => {
  const [missing] = fault.facts.missingAuthorizationDetails ?? []
  if (!missing) return undefined
  if (fault.facts.actual === 'none')
    return 'the token has no authorization_details: let the client ask for them in authorization_details, and the issuer put them into access tokens, or into its answers about tokens'
  // An opaque token does not say what it has.
  if (claims.authorization_details === undefined) return notAskedFor(missing)
  const found = objectsIn(claims)
  const sameType = found.filter(({ type }) => type === missing.type)
  if (sameType.length === 0) return otherType(missing, found)
  // Then matches does not take it, as the detail of the fault says.
  if (sameType.some((object) => grants(object as AuthorizationDetail, missing))) return undefined
  return otherMember(missing, sameType) ?? spreadOver(missing, sameType) ?? notAskedFor(missing)
}

const objectsIn = ({ authorization_details: details }: JsonObject): readonly JsonObject[] =>
  Array.isArray(details) ? details.filter(isJsonObject) : []

function otherType({ type }: AuthorizationDetail, found: readonly JsonObject[]): string {
  const other = found.map((object) => object.type).find((name) => isNearly(name, type))
  return other === undefined
    ? `the client asked for no authorization detail of the type ${shorten(type)}, or the issuer did not grant it`
    : `the token has the type ${shorten(other)}: types are compared letter by letter, so write it in one way`
}

/** Another way to write a text, which is another text all the same. */
const isNearly = (found: unknown, wanted: string) =>
  typeof found === 'string' && found !== wanted && bare(found) === bare(wanted)

const bare = (text: string) => text.toLowerCase().replace(/\/$/, '')

function otherMember(missing: AuthorizationDetail, sameType: readonly JsonObject[]): string | undefined {
  for (const [name, value] of lists(missing)) {
    const written = sameType.map((object) => object[name]).filter((list) => list !== undefined)
    if (written.length === 0)
      return `no object of that type has ${name}, and one without it grants nothing to a route that names it: let the client ask for ${name}, and the issuer put them in`
    if (!written.some(isListOfTexts)) return `${name} must be a list of texts: let the issuer write it so`
    if (
      written
        .filter(isListOfTexts)
        .flat()
        .some((text) => isNearly(text, value))
    )
      return `${name} has ${shorten(value)} in another spelling: values are compared letter by letter`
  }
  return undefined
}

/** Each value stands in some object, and no object has them all. */
function spreadOver(missing: AuthorizationDetail, sameType: readonly JsonObject[]): string | undefined {
  const has = (object: JsonObject, [name, value]: readonly [string, string]) =>
    isListOfTexts(object[name]) && object[name].includes(value)
  const wanted = lists(missing)
  if (sameType.some((object) => wanted.every((member) => has(object, member)))) return undefined
  if (!wanted.every((member) => sameType.some((object) => has(object, member)))) return undefined
  return 'its values stand in several objects, and what stands in two is never combined: let the client ask for one object that has them all'
}

/** The lists of a right that is missing; each has one value. */
const lists = (missing: AuthorizationDetail): readonly (readonly [string, string])[] =>
  Object.entries(missing).flatMap(([name, value]) =>
    isListOfTexts(value) && value[0] !== undefined ? [[name, value[0]] as const] : [],
  )

const notAskedFor = ({ type }: AuthorizationDetail) =>
  `the client did not ask for that in the authorization detail ${shorten(type)}, or the user or the issuer did not grant it`
