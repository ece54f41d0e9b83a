import { described, tokenChallenges, verdict, type MatcherResult } from './matcher-result.js'
import { readAnswer } from './received-answer.js'

/**
 * 403 `insufficient_scope`, and each challenge that says so names just these scopes, in whatever order.
 *
 * @throws {TypeError} when no scope is named, or one that is no scope, such as two in one text
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-3.1 RFC 6750 section 3.1}
 */
export function toRequireScope(received: unknown, ...scopes: readonly string[]): MatcherResult {
  const none = scopes.find((scope) => typeof scope !== 'string' || !/^[!#-[\]-~]+$/.test(scope))
  if (scopes.length === 0 || none !== undefined)
    throw new TypeError(`toRequireScope(): expected scopes, each for itself: ('files.read', 'files.write')`)
  const answer = readAnswer(received)
  const { challenges, unreadable } = tokenChallenges(answer)
  const insufficient = challenges.filter(({ parameters }) => parameters.get('error') === 'insufficient_scope')
  const meets = insufficient.every(({ parameters }) => sameScopes(parameters.get('scope') ?? '', scopes))
  return verdict(
    answer.status === 403 && insufficient.length > 0 && meets,
    `403 with a challenge of Bearer or DPoP, error="insufficient_scope" and scope="${scopes.join(' ')}"`,
    described(answer, unreadable),
  )
}

function sameScopes(found: string, expected: readonly string[]): boolean {
  const [one, other] = [new Set(found.split(' ')), new Set(expected)]
  return one.size === other.size && [...one].every((scope) => other.has(scope))
}
