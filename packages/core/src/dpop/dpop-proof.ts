import { TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import { parseCompactJws, type CompactJws } from '../token/compact-jws.js'
import { proofFault, unexpectedInProof } from './proof-fault.js'
import type { ProofHeader } from './proof-header.js'
import type { ProofHeaders } from './proof-headers.js'

/** A proof whose members have the right form. Nothing of it is proved yet. */
export interface DpopProof {
  readonly jws: CompactJws
  readonly header: ProofHeader
  /** The header as it stands in the proof, in base64url, where it was not known before. */
  readonly newHeader: string | undefined
  readonly jti: string
  readonly htm: string
  readonly htu: string
  /** In seconds since 1970, as are `exp` and `nbf`. */
  readonly iat: number
  readonly exp: number | undefined
  readonly nbf: number | undefined
  readonly ath: string
  readonly nonce: string | undefined
}

/**
 * Takes a proof apart, and checks that it has the members of one, each in the right form. What they say it does not check,
 * but for the type, the algorithm and whether the key is one.
 *
 * @param jkt the thumbprint of the key that the token is bound to, by which the header may be known
 * @throws {TokenFault} `proof_malformed`, `proof_algorithm_not_allowed` or `proof_key_unacceptable`
 * @see RFC 9449 §4.2, §4.3 (2) to (5), (7)
 */
export function readDpopProof(text: string, jkt: string, headers: ProofHeaders): DpopProof {
  const headerPart = text.slice(0, text.indexOf('.'))
  const known = headers.known(jkt, headerPart)
  const jws = takeApart(text, known?.members)
  const { payload } = jws
  return {
    jws,
    header: known ?? headers.read(jws.header),
    newHeader: known ? undefined : headerPart,
    jti: textIn(payload, 'jti'),
    htm: textIn(payload, 'htm'),
    htu: textIn(payload, 'htu'),
    iat: timeIn(payload, 'iat'),
    exp: payload.exp === undefined ? undefined : timeIn(payload, 'exp'),
    nbf: payload.nbf === undefined ? undefined : timeIn(payload, 'nbf'),
    ath: textIn(payload, 'ath'),
    nonce: payload.nonce === undefined ? undefined : textIn(payload, 'nonce'),
  }
}

/** @param header what its header was read as before, where it was */
function takeApart(text: string, header: JsonObject | undefined): CompactJws {
  try {
    return parseCompactJws(text, header)
  } catch (thrown) {
    if (!(thrown instanceof TokenFault)) throw thrown
    const parts = text.split('.', 4).length
    if (parts === 3) throw proofFault('proof_malformed', thrown.detail)
    const found = parts > 3 ? 'more than 3' : parts
    throw proofFault('proof_malformed', `it is not a signed JWT: it has ${found} parts, expected 3`)
  }
}

function textIn(payload: JsonObject, name: string): string {
  const value = payload[name]
  if (typeof value === 'string' && value !== '') return value
  throw unexpectedInProof(name, 'a text', value)
}

function timeIn(payload: JsonObject, name: string): number {
  const value = payload[name]
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw unexpectedInProof(name, 'a number of seconds since 1970', value)
}
