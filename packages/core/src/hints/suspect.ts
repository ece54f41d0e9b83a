import { octets } from '#octets'
import type { TokenFault } from '../faults/index.js'
import type { IssuerLookup } from '../issuers/issuer-lookup.js'
import type { JsonObject } from '../json-object.js'
import type { PresetMark } from '../token/preset-mark.js'
import { parseStrictJsonObject } from '../token/strict-json.js'

/** What a refused credential says of itself. Nobody has proved it: it is good for hints and logs, and decides nothing. */
export interface TokenContents {
  /** How many parts there are between dots; six stand for more than five. */
  readonly parts: number
  /** Empty where it cannot be read. */
  readonly header: JsonObject
  /** Empty where it cannot be read, as in an opaque or an encrypted token. */
  readonly claims: JsonObject
}

/** What a hint is made of: the refusal, what the token says, and what the resource server was set up for. */
export interface Suspect extends TokenContents {
  readonly fault: TokenFault
  /** The credential as it was sent; nothing where there is none. Never put any of it into a hint. */
  readonly text: string | undefined
  /** How issuers are found. */
  readonly lookup: IssuerLookup
  /** The preset of the issuer that the token names; nothing where it is not accepted, or has none. */
  readonly preset: PresetMark | undefined
  readonly audiences: readonly string[]
  /** Seconds since 1970. */
  readonly now: number
  /** The names of the keys that the issuer of the token has; empty where they are not known. */
  readonly kids: readonly string[]
  /** Whether its key set was fetched and holds no key that can be used. */
  readonly withoutKeys: boolean
}

/** Looks at one usual mistake: what it is and how to mend it, or nothing when it is not that. */
export type Hint = (suspect: Suspect) => string | undefined

/** Reads a credential as far as it can be read. It throws nothing, and is strict about JSON as the pipeline is. */
export function contentsOf(text: string | undefined): TokenContents {
  const parts = text?.split('.', 6) ?? []
  const [header, payload] = parts
  return {
    parts: parts.length,
    header: jsonPart(header),
    claims: parts.length === 3 || parts.length === 2 ? jsonPart(payload) : {},
  }
}

function jsonPart(part: string | undefined): JsonObject {
  const decoded = part === undefined ? undefined : octets.decodeBase64url(part)
  return (decoded && parseStrictJsonObject(decoded)) ?? {}
}
