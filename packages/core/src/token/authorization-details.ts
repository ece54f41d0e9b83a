import type { AuthorizationDetail } from '../authorization-detail.js'
import { TokenFault } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'

/** Most tokens have none, and all of those share this. */
export const noDetails: readonly AuthorizationDetail[] = Object.freeze([])

/**
 * The authorization details of a token, of its claims or of what its issuer says of it; an empty list when it has none.
 *
 * @throws {TokenFault} `claim_malformed` unless they are a list of objects, each with a text as its `type`
 * @see RFC 9396 §9.1, §9.2
 */
export function authorizationDetailsOf({
  authorization_details: details,
}: JsonObject): readonly AuthorizationDetail[] {
  if (details === undefined) return noDetails
  if (!Array.isArray(details)) throw malformed(kindOf(details))
  const wrong = details.findIndex((entry) => !isAuthorizationDetail(entry))
  if (wrong >= 0) throw malformed(wrongEntry(details[wrong], wrong))
  return details as readonly AuthorizationDetail[]
}

const isAuthorizationDetail = (value: unknown): value is AuthorizationDetail =>
  isJsonObject(value) && typeof value.type === 'string'

const wrongEntry = (entry: unknown, index: number) =>
  isJsonObject(entry)
    ? `an object with ${entry.type === undefined ? 'no type' : `${kindOf(entry.type)} as its type`}, at ${index}`
    : `${kindOf(entry)} in it, at ${index}`

/** What is there is not spelled out: details can hold the account of a person, and the like. @see RFC 9396 §13 */
function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a list' : `a value of the type ${typeof value}`
}

function malformed(actual: string): TokenFault {
  const expected = 'a list of objects, each with a type'
  return new TokenFault('claim_malformed', `authorization_details: expected ${expected}, found ${actual}`, {
    expected,
    actual,
  })
}
