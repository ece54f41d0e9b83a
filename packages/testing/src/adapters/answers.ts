import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict'
import { parseChallenges, type ParsedChallenge } from '../challenges.js'
import { expectLike } from './expect-like.js'
import { fieldValues, type RawRequest, type RawResponse } from './raw-request.js'

const refusals = [400, 401, 403]

/** What a request and an answer may both have: the answer has it from the configuration. */
const ownWords = /^(authorization|oauth-protected-resource)$/i

/** What holds for every answer: strict challenges where it refuses, no caching there, and nothing of the token ever. */
export function checkAnswer({ lines = [], target }: RawRequest, response: RawResponse): void {
  const challenges = challengesOf(response)
  for (const { parameters } of challenges) {
    notEqual(parameters.size, 0, `${told(response)} has a challenge without parameters`)
    match(parameters.get('error_description') ?? '', /^[ !#-[\]-~]*$/)
  }
  if (refusals.includes(response.status)) {
    notEqual(challenges.length, 0, `${told(response)} refuses without a challenge`)
    deepEqual(
      fieldValues(response, 'cache-control'),
      ['no-store'],
      `${told(response)} refuses, and is not no-store`,
    )
  }
  const sent = [target, ...lines.filter((line) => /^(authorization|cookie|dpop):/i.test(line))].join(' ')
  for (const part of sent.match(/[A-Za-z0-9_-]{12,}/g) ?? []) {
    if (!ownWords.test(part)) ok(!response.raw.includes(part), `${told(response)} repeats what was sent`)
  }
}

/** The challenges of an answer. */
export const challengesOf = (response: RawResponse): ParsedChallenge[] =>
  fieldValues(response, 'www-authenticate').flatMap((line) => parseChallenges(line))

/** Expects one of these statuses. */
export function expectStatus(response: RawResponse, ...statuses: readonly number[]): void {
  ok(statuses.includes(response.status), `expected status ${statuses.join(' or ')}, found: ${told(response)}`)
}

/** Expects a field line for each challenge, or one for all of them where the framework joins lines. */
export function expectChallengeLines(response: RawResponse, count: number, { joinsLines = false }): void {
  equal(
    fieldValues(response, 'www-authenticate').length,
    joinsLines ? 1 : count,
    `expected ${count} challenges, each in a line of its own, found: ${told(response)}`,
  )
}

/**
 * Expects a refusal with the one challenge `B[error]`; without an error, with `B[]`: none of error, error_description,
 * error_uri. Its body is problem details.
 */
export function expectRefused(response: RawResponse, status: number, error?: string): ParsedChallenge {
  expectStatus(response, status)
  const challenges = challengesOf(response)
  equal(challenges.length, 1, `expected one challenge, found: ${told(response)}`)
  const [challenge] = challenges as [ParsedChallenge]
  const { scheme, parameters } = challenge
  equal(scheme, 'Bearer')
  equal(parameters.get('error'), error, `expected error=${String(error)}, found: ${told(response)}`)
  if (error === undefined)
    deepEqual(
      [...parameters.keys()].filter((name) => name.startsWith('error')),
      [],
    )
  expectProblem(response, status, error)
  return challenge
}

/** Expects problem details (RFC 9457), sent as what they are and not a letter more. */
export function expectProblem(response: RawResponse, status: number, error?: string): void {
  expectStatus(response, status)
  deepEqual(fieldValues(response, 'content-type'), ['application/problem+json'])
  const problem = jsonOf(response) as object
  const members = { title: /^/, detail: /^/, ...(error !== undefined && { error }) }
  expectLike(problem, { type: 'about:blank', status, ...members })
  deepEqual(Object.keys(problem).toSorted(), ['type', 'status', ...Object.keys(members)].toSorted())
}

/** The body of an answer as JSON. */
export function jsonOf(response: RawResponse): unknown {
  try {
    return JSON.parse(response.body)
  } catch {
    throw new Error(`expected a body of JSON, found: ${told(response)}`)
  }
}

/** An answer for the message of a failure. */
function told(response: RawResponse): string {
  const challenges = fieldValues(response, 'www-authenticate').map((line) => `; WWW-Authenticate: ${line}`)
  return `${response.to} → ${response.status}${challenges.join('')}; body: ${response.body.slice(0, 200)}`
}
