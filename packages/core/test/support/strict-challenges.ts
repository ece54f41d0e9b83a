/** A challenge as a strict parser reads it. Parameter names are in lower case. */
export interface ParsedChallenge {
  scheme: string
  parameters: Map<string, string>
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const quotedString = '"((?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\\t \\x21-\\x7e])*)"'

/**
 * Reads one `WWW-Authenticate` field that holds one challenge, by the strict grammar of RFC 9110 §11.6.1: a scheme, one
 * or more spaces, and parameters that commas separate, none empty, none twice. Throws over anything else.
 */
export function parseStrictChallenge(field: string): ParsedChallenge {
  const start = new RegExp(`^(${token})(?: +|$)`).exec(field)
  if (!start) throw new Error(`no scheme: ${field}`)
  const parameters = new Map<string, string>()
  let rest = field.slice(start[0].length)
  while (rest !== '') {
    const parameter = new RegExp(`^(${token})[ \\t]*=[ \\t]*(?:${quotedString}|(${token}))`).exec(rest)
    if (!parameter) throw new Error(`no parameter at: ${rest}`)
    const name = parameter[1]!.toLowerCase()
    if (parameters.has(name)) throw new Error(`${name} stands twice`)
    parameters.set(name, (parameter[2] ?? parameter[3]!).replace(/\\(.)/g, '$1'))
    rest = rest.slice(parameter[0].length)
    if (rest === '') break
    const separator = /^[ \t]*,[ \t]*(?=[^ \t,])/.exec(rest)
    if (!separator) throw new Error(`no separator at: ${rest}`)
    rest = rest.slice(separator[0].length)
  }
  return { scheme: start[1]!, parameters }
}
