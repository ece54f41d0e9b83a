import { TokenFault } from '../faults/index.js'
import { fieldLines, type ResourceRequest } from './resource-request.js'
import { Credential } from './credential.js'
import { schemeIn, type Scheme } from './scheme.js'

/** The characters of a bearer token. @see RFC 6750 §2.1 */
const tokenGrammar = /^[A-Za-z0-9\-._~+/]+=*$/

/** As nearly every field is spelled; any other spelling takes the longer way. */
const startsUsually = (field: string, scheme: Scheme) =>
  field.startsWith(scheme) && field[scheme.length] === ' ' && field[scheme.length + 1] !== ' '

/** A second credential behind a comma, into which some runtimes join repeated field lines. */
const joined = { bearer: /,\s*bearer(\s|$)/i, either: /,\s*(bearer|dpop)(\s|$)/i }

/**
 * The one token of a request, from the `Authorization` field alone; nothing when there is no credential
 * or only one of another scheme. Cookies are no credentials; for the query and form bodies see `presentedToken`.
 *
 * It checks the count and the size, and looks at nothing inside the token: `checkTokenGrammar` does, for a text that
 * was not accepted before.
 *
 * @param takesDpop whether the scheme `DPoP` counts; otherwise it is another scheme like any
 * @throws {TokenFault} `credentials_repeated` or `credentials_malformed` (400), `token_too_large` (401)
 * @see RFC 6750 §2.1, §3.1
 * @see RFC 9110 §11.4
 * @see RFC 9449 §7.1
 */
export function extractToken(
  request: ResourceRequest,
  maxTokenBytes: number,
  takesDpop: boolean,
): Credential | undefined {
  const lines = fieldLines(request, 'authorization')
  const [field] = lines
  if (field === undefined) return undefined
  if (lines.length > 1) {
    throw new TokenFault('credentials_repeated', `the request has ${lines.length} Authorization fields`)
  }
  const credential = credentialIn(field, takesDpop)
  if (credential !== undefined) checkTokenSize(credential.text, maxTokenBytes)
  return credential
}

/** @throws {TokenFault} `token_too_large` (401) */
export function checkTokenSize(token: string, maxTokenBytes: number): void {
  if (token.length <= maxTokenBytes) return
  throw new TokenFault(
    'token_too_large',
    `the token has ${token.length} bytes; maxTokenBytes allows ${maxTokenBytes}`,
    { expected: `at most ${maxTokenBytes} bytes`, actual: `${token.length} bytes` },
  )
}

function credentialIn(field: string, takesDpop: boolean): Credential | undefined {
  if (startsUsually(field, 'Bearer')) return new Credential(field.slice('Bearer '.length), 'Bearer')
  if (takesDpop && startsUsually(field, 'DPoP')) return new Credential(field.slice('DPoP '.length), 'DPoP')
  const scheme = schemeIn(field)
  if (scheme === undefined || (scheme === 'DPoP' && !takesDpop)) {
    if (!joined[takesDpop ? 'either' : 'bearer'].test(field)) return undefined
    throw new TokenFault('credentials_repeated', 'the Authorization field holds more than one credential')
  }
  const start = /^[a-z]+ +/i.exec(field)
  if (start) return new Credential(field.slice(start[0].length), scheme)
  throw new TokenFault(
    'credentials_malformed',
    'the Authorization field holds no token after the scheme and a space',
  )
}

/**
 * Checks that a token has the characters of one, before anything else is done with it.
 *
 * @param where where the token stands, for the log
 * @throws {TokenFault} `credentials_malformed` (400)
 * @see RFC 6750 §2.1
 */
export function checkTokenGrammar(token: string, where = 'the Authorization field'): void {
  if (tokenGrammar.test(token)) return
  throw new TokenFault(
    'credentials_malformed',
    token === '' ? `${where} is empty` : `${where} holds characters that no bearer token has`,
  )
}
