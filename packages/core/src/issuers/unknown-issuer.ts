import { shorten, TokenFault } from '../faults/index.js'

/** The refusal of a token that names no issuer, or none that is accepted. */
export function unknownIssuer(iss: unknown, accepted?: Iterable<string>): TokenFault {
  if (iss === undefined) return new TokenFault('issuer_missing', 'iss: the token does not name its issuer')
  const expected = accepted ? `one of ${shorten([...accepted])}` : 'one that resolveIssuer knows'
  const actual = shorten(iss)
  return new TokenFault('issuer_unknown', `iss: expected ${expected}, found ${actual}`, {
    expected,
    actual,
  })
}
