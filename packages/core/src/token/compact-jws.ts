import { octets } from '#octets'
import { TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import { KnownTexts } from './known-texts.js'
import { parseStrictJson } from './strict-json.js'

/** A JWS in compact form, taken apart. Nothing in it is proved yet. */
export interface CompactJws {
  /** The token as it was sent: the signature covers its octets, never a copy that was serialised again. */
  readonly text: string
  readonly header: JsonObject
  readonly payload: JsonObject
  readonly signature: Uint8Array
}

/**
 * Takes a JWT in compact form apart: three parts, each in canonical base64url, header and payload one JSON
 * object each without repeated members.
 *
 * It does not look at what the members say.
 *
 * @param knownHeader what its header was read as before, where the same text was
 * @throws {TokenFault} `token_malformed`, or `token_encrypted` for a JWE.
 * @see RFC 7515 §5.2, §7.1
 * @see RFC 7519 §7.2
 */
export function parseCompactJws(text: string, knownHeader?: JsonObject): CompactJws {
  const first = text.indexOf('.')
  const second = text.indexOf('.', first + 1)
  if (first <= 0 || second <= first + 1 || text.includes('.', second + 1)) throw notThreeParts(text)
  const signature = octets.decodeBase64url(text.slice(second + 1))
  if (!signature) throw malformed('signature', 'is not canonical base64url')
  const headerPart = text.slice(0, first)
  return {
    text,
    header: knownHeader ?? knownHeaders.get(headerPart) ?? jsonPart('header', headerPart),
    payload: jsonPart('payload', text.slice(first + 1, second)),
    signature,
  }
}

/**
 * Whether a text was meant as a signed JWT: three parts, the first of which is the header of one. Anything else is opaque
 * to whoever cannot ask its issuer, an encrypted JWT included.
 */
export function looksSigned(text: string): boolean {
  const [header, ...others] = text.split('.', 6)
  // With a dot too many it is a JWT that somebody has changed, and with four of them an encrypted one.
  const json = header && (others.length === 2 || others.length === 3) ? octets.decodeJson(header) : undefined
  return json !== undefined && parseStrictJson(json) !== undefined
}

const knownHeaders = new KnownTexts<JsonObject>()

/** Remembers how the header of a token that was verified is spelled: the next one of the issuer most likely has the same. */
export function rememberHeader({ text, header }: CompactJws): void {
  knownHeaders.remember(text.slice(0, text.indexOf('.')), header)
}

function notThreeParts(text: string): TokenFault {
  const parts = text.split('.', 6).length
  if (parts === 5) {
    return new TokenFault(
      'token_encrypted',
      'the token has five parts, so it is a JWE; an encrypted token is taken only where its issuer is asked about it',
    )
  }
  return new TokenFault(
    'token_malformed',
    `the token is not a JWT: it has ${parts > 5 ? 'more than 5' : parts} parts where a signed JWT has 3, none of them empty; opaque tokens are taken where an issuer has introspection`,
  )
}

function jsonPart(name: string, part: string): JsonObject {
  const json = octets.decodeJson(part)
  const object = json && parseStrictJson(json)
  if (object) return object
  if (!octets.decodeBase64url(part)) throw malformed(name, 'is not canonical base64url')
  throw malformed(name, 'is not exactly one JSON object in UTF-8 without repeated members')
}

const malformed = (name: string, problem: string) =>
  new TokenFault('token_malformed', `the ${name} of the token ${problem}`)
