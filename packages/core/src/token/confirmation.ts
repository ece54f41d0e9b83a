import { isJsonObject, type JsonObject } from '../json-object.js'

/**
 * What an access token is bound to. Whoever sends it has proved to hold that.
 *
 * @see RFC 7800 §3.1
 */
export interface Confirmation {
  /** The thumbprint of the key of the client. @see RFC 9449 §6.1 */
  readonly jkt?: string
  /** The SHA-256 of the TLS certificate of the client, in base64url. @see RFC 8705 §3.1 */
  readonly x5tS256?: string
}

/** What the claims of a token say of that: `unknown` where it cannot be checked here, or is malformed. */
export type ConfirmationClaim = Confirmation | 'unknown' | undefined

/** What else binds a token: where one of these stands beside others, all count. @see RFC 7800 §3 */
const otherMembers = ['jwk', 'jwe', 'jku', 'kid']

/** A SHA-256 in base64url. */
const sha256 = /^[A-Za-z0-9_-]{43}$/

/**
 * What the claims bind a token to; nothing for a token that is bound to nothing. `unknown` where they have a confirmation of which
 * nothing can be checked here, or that is malformed: such a token must not be served as if it had none.
 *
 * @see RFC 7800 §3.1
 */
export function confirmationOf({ cnf }: JsonObject): ConfirmationClaim {
  if (cnf === undefined) return undefined
  if (!isJsonObject(cnf) || otherMembers.some((name) => Object.hasOwn(cnf, name))) return 'unknown'
  const { jkt, 'x5t#S256': x5tS256 } = cnf
  const members = [jkt, x5tS256].filter((member) => member !== undefined)
  if (members.length === 0 || !members.every((member) => typeof member === 'string' && sha256.test(member))) {
    return 'unknown'
  }
  return Object.freeze({
    ...(jkt !== undefined && { jkt: jkt as string }),
    ...(x5tS256 !== undefined && { x5tS256: x5tS256 as string }),
  })
}
