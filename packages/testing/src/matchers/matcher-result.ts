import { parseChallenges, type ParsedChallenge } from '../challenges.js'
import type { ReceivedAnswer } from './received-answer.js'

/** What a matcher tells Jest and Vitest. */
export interface MatcherResult {
  readonly pass: boolean
  message(): string
}

/** The verdict of a matcher. Its message says what was expected, with `.not` what was not, and what was found. */
export const verdict = (pass: boolean, expected: string, found: string): MatcherResult => ({
  pass,
  message: () => `expected ${pass ? 'anything but ' : ''}${expected}\nfound ${found}`,
})

/** The challenges for access tokens, or why the field cannot be read. */
export interface TokenChallenges {
  readonly challenges: readonly ParsedChallenge[]
  readonly unreadable?: string
}

/** The challenges of Bearer and DPoP; those of other schemes are about other credentials. */
export function tokenChallenges({ fields }: ReceivedAnswer): TokenChallenges {
  const field = fields.get('www-authenticate')
  if (field === undefined) return { challenges: [] }
  try {
    return { challenges: parseChallenges(field).filter(({ scheme }) => /^(?:bearer|dpop)$/i.test(scheme)) }
  } catch (error) {
    return { challenges: [], unreadable: (error as Error).message }
  }
}

/** Status and challenge of an answer, for a message: without tokens, which logs of test runs would keep. */
export function described(answer: ReceivedAnswer, unreadable?: string): string {
  const field = answer.fields.get('www-authenticate')
  const challenge = field === undefined ? 'without WWW-Authenticate' : `with WWW-Authenticate: ${field}`
  const why = unreadable === undefined ? '' : `\nwhich is no list of challenges: ${unreadable}`
  return withoutTokens(`${answer.status} ${challenge}${why}`, answer.sent)
}

/** Shortens what was sent, and what looks like a token. */
export function withoutTokens(text: string, sent: readonly string[] = []): string {
  const known = sent.reduce(
    (rest, token) => (token === '' ? rest : rest.replaceAll(token, shortened(token))),
    text,
  )
  return known.replace(/\beyJ[\w-]{5,}(?:\.[\w-]*)*|[\w~+=-]{32,}/g, shortened)
}

/** The beginning tells tokens apart and opens nothing. */
export const shortened = (token: string): string => `${token.slice(0, Math.min(8, token.length / 2))}…`
