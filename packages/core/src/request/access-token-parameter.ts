import { TokenFault } from '../faults/index.js'
import { checkTokenGrammar } from './extract-token.js'

const parameterName = 'access_token'

/**
 * The token in a text of the type `application/x-www-form-urlencoded`, such as a query: the value of its parameter
 * `access_token`, a name that is compared exactly once it is decoded. `&` alone separates parameters.
 *
 * A `+` stands for a space there, which no token has: one that belongs to the token is sent as `%2B`.
 *
 * @param where what it was found in, for the log
 * @throws {TokenFault} `credentials_repeated` or `credentials_malformed` (400)
 * @see RFC 6750 §2.2, §2.3
 */
export function accessTokenIn(parameters: string, where: string): string | undefined {
  let found: string | undefined
  for (let start = 0; start <= parameters.length;) {
    const next = parameters.indexOf('&', start)
    const end = next === -1 ? parameters.length : next
    const parameter = parameters.slice(start, end)
    start = end + 1
    const equals = parameter.indexOf('=')
    if (!isAccessToken(equals === -1 ? parameter : parameter.slice(0, equals))) continue
    if (found !== undefined) throw repeatedIn(where)
    found = equals === -1 ? '' : parameter.slice(equals + 1)
  }
  return found === undefined ? undefined : decodeToken(found, where)
}

/** @throws {TokenFault} `credentials_repeated`, for several values of the parameter */
export const repeatedIn = (where: string): TokenFault =>
  new TokenFault('credentials_repeated', `the parameter ${parameterName} stands in ${where} more than once`)

function isAccessToken(name: string): boolean {
  return name === parameterName || (name.includes('%') && decode(name) === parameterName)
}

function decodeToken(value: string, where: string): string {
  const token = decode(value)
  if (token === undefined) {
    throw new TokenFault(
      'credentials_malformed',
      `the parameter ${parameterName} in ${where} holds a malformed percent-encoding`,
    )
  }
  checkTokenGrammar(token, `the parameter ${parameterName} in ${where}`)
  return token
}

/** Undone once: a `%` that comes out of it is an ordinary character. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
