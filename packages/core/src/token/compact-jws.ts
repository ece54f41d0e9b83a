import { TokenFault } from '../faults/index.js'
import { decodeBase64url } from './base64url.js'
import type { JsonObject } from '../json-object.js'
import { parseStrictJsonObject } from './strict-json.js'

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
 * @throws {TokenFault} `token_malformed`, or `token_encrypted` for a JWE.
 * @see RFC 7515 §5.2, §7.1
 * @see RFC 7519 §7.2
 */
export function parseCompactJws(text: string): CompactJws {
  const parts = text.split('.', 6)
  if (parts.length === 5) {
    throw new TokenFault(
      'token_encrypted',
      'the token has five parts, so it is a JWE; encrypted tokens are not supported',
    )
  }
  const [headerPart, payloadPart, signaturePart] = parts
  if (parts.length !== 3 || !headerPart || !payloadPart || signaturePart === undefined) {
    throw new TokenFault(
      'token_malformed',
      `the token is not a JWT: it has ${parts.length > 5 ? 'more than 5' : parts.length} parts where a signed JWT has 3, none of them empty` +
        ' (opaque tokens are not supported; was the token for another API, or is it missing where the client builds the field?)',
    )
  }
  const signature = decodeBase64url(signaturePart)
  if (!signature) throw malformed('signature', 'is not canonical base64url')
  return {
    text,
    header: jsonPart('header', headerPart),
    payload: jsonPart('payload', payloadPart),
    signature,
  }
}

function jsonPart(name: string, part: string): JsonObject {
  const octets = decodeBase64url(part)
  if (!octets) throw malformed(name, 'is not canonical base64url')
  const object = parseStrictJsonObject(octets)
  if (!object) throw malformed(name, 'is not exactly one JSON object in UTF-8 without repeated members')
  return object
}

const malformed = (name: string, problem: string) =>
  new TokenFault('token_malformed', `the ${name} of the token ${problem}`)
