import type { ResourceAnswer } from 'sign-in'

/** What a resource says about why it refuses, taken apart. @see RFC 6750 §3, RFC 9728 §5.1 */
export interface Challenge {
  readonly scheme: string
  readonly parameters: Readonly<Record<string, string>>
}

const maximumParameters = 12
const maximumLength = 500

/** The challenge of an answer, within bounds, fit to be kept in a session and shown. */
export function challengeOf({ challenges }: ResourceAnswer): Challenge | undefined {
  const [first] = challenges
  if (first === undefined) return undefined
  const parameters = Object.entries(first.parameters)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .slice(0, maximumParameters)
    .map(([name, value]) => [name.slice(0, 50), value.slice(0, maximumLength)])
  return {
    scheme: first.scheme.slice(0, 50),
    parameters: Object.fromEntries(parameters) as Record<string, string>,
  }
}

/** The scopes of the Drive that this application would ever ask for more. A resource does not decide alone what is asked for. */
const acceptable = ['files.read', 'files.write']

/** The scopes that a challenge asks for. */
export function missingScopes(challenge: Challenge | undefined): readonly string[] {
  if (challenge?.parameters.error !== 'insufficient_scope') return []
  return (challenge.parameters.scope ?? '').split(' ').filter((scope) => acceptable.includes(scope))
}
