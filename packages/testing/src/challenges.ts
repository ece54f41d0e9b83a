/** A challenge as a strict parser reads it. */
export interface ParsedChallenge {
  /** As it was written; schemes are compared without regard to case. */
  readonly scheme: string
  /** By name in lower case. */
  readonly parameters: ReadonlyMap<string, string>
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const quotedString = '"((?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\\t \\x21-\\x7e])*)"'
const parameterAt = new RegExp(`^(${token})[ \\t]*=[ \\t]*(?:${quotedString}|(${token}))`)
const schemeAt = new RegExp(`^(${token})(?:$|(?=[ \\t]*,)| +(?=[^ ,]))`)
const separatorAt = /^[ \t]*,[ \t]*(?=[^ \t,])/

/**
 * Reads the challenges of a `WWW-Authenticate` field, one or several, by the strict grammar: a scheme, one or more spaces, and
 * parameters that commas separate, none empty, none twice in a challenge. What a lenient client would let pass throws here, and so does
 * the form of a challenge that has a `token68` in place of parameters.
 *
 * @example parseChallenges(answer.headers['www-authenticate'])[0].parameters.get('error') // 'invalid_token'
 * @throws {Error} saying what is wrong where
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 RFC 9110 section 11.6.1}
 */
export function parseChallenges(field: string): ParsedChallenge[] {
  const challenges: ParsedChallenge[] = []
  let rest = field
  do {
    const start = schemeAt.exec(rest)
    if (!start) throw new Error(`no scheme at: ${rest}`)
    const parameters = new Map<string, string>()
    challenges.push({ scheme: start[1] ?? '', parameters })
    rest = rest.slice(start[0].length)
    if (start[0].endsWith(' ')) rest = readParameters(rest, parameters)
    else rest = afterSeparator(rest)
  } while (rest !== '')
  return challenges
}

/** @returns what comes after the last parameter of the challenge and its comma: the next challenge, or nothing */
function readParameters(text: string, parameters: Map<string, string>): string {
  let rest = text
  do {
    const parameter = parameterAt.exec(rest)
    if (!parameter) throw new Error(`no parameter at: ${rest}`)
    const name = (parameter[1] ?? '').toLowerCase()
    if (parameters.has(name)) throw new Error(`${name} stands twice`)
    parameters.set(name, parameter[2]?.replace(/\\(.)/g, '$1') ?? parameter[3] ?? '')
    rest = afterSeparator(rest.slice(parameter[0].length))
  } while (parameterAt.test(rest))
  return rest
}

function afterSeparator(text: string): string {
  if (text === '') return ''
  const separator = separatorAt.exec(text)
  if (!separator) throw new Error(`no separator at: ${text}`)
  return text.slice(separator[0].length)
}
