import type { JsonObject } from '../json-object.js'
import { parseStrictJsonObject } from '../token/strict-json.js'

/** What an issuer said of a token. */
export interface IntrospectionAnswer {
  /** Its claims; nothing when it is not active. */
  readonly claims: JsonObject | undefined
  /** How long the answer was, in bytes. */
  readonly size: number
}

/**
 * Reads the body of an answer, or says what is wrong with it. Only `true` means active: not `"true"`, not `1`, not an
 * answer without the member. Although it is no token, it is read as strictly as one: exactly one JSON object in
 * UTF-8 without repeated members, because it stands for the claims of one. The claims are deeply frozen.
 *
 * @see RFC 7662 §2.2
 */
export function readAnswer(octets: Uint8Array): IntrospectionAnswer | { readonly problem: string } {
  const answer = parseStrictJsonObject(octets)
  if (!answer) return { problem: 'it is not exactly one JSON object in UTF-8 without repeated members' }
  const { active } = answer
  if (active === true) return { claims: answer, size: octets.length }
  if (active === false) return { claims: undefined, size: octets.length }
  return { problem: `its member "active" is ${active === undefined ? 'missing' : 'neither true nor false'}` }
}

/** The errors that an endpoint may name. Anything else that it says is not repeated: it could be a secret. */
const knownErrors: readonly unknown[] = [
  'invalid_client',
  'unauthorized_client',
  'access_denied',
  'invalid_request',
  'invalid_token',
  'insufficient_scope',
  'unsupported_token_type',
]

/**
 * The error that an endpoint names in an answer that is no 200.
 *
 * @see RFC 6749 §5.2
 */
export function errorIn(octets: Uint8Array): string | undefined {
  const error = parseStrictJsonObject(octets)?.error
  return typeof error === 'string' && knownErrors.includes(error) ? error : undefined
}
