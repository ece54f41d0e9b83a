import { parseChallenges, type ParsedChallenge } from '../../packages/testing/src/index.js'
import { fieldValues, type RawRequest, type RawResponse } from './raw-request.js'

const refusals = [400, 401, 403]

/** What a request and an answer may both have: the answer has it from the configuration. */
const ownWords = /^(authorization|oauth-protected-resource)$/i

/** What holds for every answer: strict challenges where it refuses, no caching there, and nothing of the token ever. */
export function checkAnswer({ lines = [], target }: RawRequest, response: RawResponse): void {
  const challenges = challengesOf(response)
  for (const { parameters } of challenges) {
    expect(parameters.size).toBeGreaterThan(0)
    expect(parameters.get('error_description') ?? '').toMatch(/^[ !#-[\]-~]*$/)
  }
  if (refusals.includes(response.status)) {
    expect(challenges.length).toBeGreaterThan(0)
    expect(fieldValues(response, 'cache-control')).toEqual(['no-store'])
  }
  const sent = [target, ...lines.filter((line) => /^(authorization|cookie|dpop):/i.test(line))].join(' ')
  for (const part of sent.match(/[A-Za-z0-9_-]{12,}/g) ?? []) {
    if (!ownWords.test(part)) expect(response.raw).not.toContain(part)
  }
}

/** The challenges of an answer. */
export const challengesOf = (response: RawResponse): ParsedChallenge[] =>
  fieldValues(response, 'www-authenticate').flatMap((line) => parseChallenges(line))

/** Expects a field line for each challenge, or one for all of them where the framework joins lines. */
export function expectChallengeLines(response: RawResponse, count: number, { joinsLines = false }): void {
  expect(fieldValues(response, 'www-authenticate')).toHaveLength(joinsLines ? 1 : count)
}

/**
 * Expects a refusal with the one challenge `B[error]`; without an error, with `B[]`: none of error, error_description,
 * error_uri. Its body is problem details.
 */
export function expectRefused(response: RawResponse, status: number, error?: string): ParsedChallenge {
  const challenges = challengesOf(response)
  expect({ status: response.status, challenges: challenges.length }).toEqual({ status, challenges: 1 })
  const { scheme, parameters } = challenges[0]!
  expect(scheme).toBe('Bearer')
  expect(parameters.get('error')).toBe(error)
  if (error === undefined)
    expect([...parameters.keys()].filter((name) => name.startsWith('error'))).toEqual([])
  expectProblem(response, status, error)
  return challenges[0]!
}

/** Expects problem details (RFC 9457), sent as what they are and not a letter more. */
export function expectProblem(response: RawResponse, status: number, error?: string): void {
  expect(response.status).toBe(status)
  expect(fieldValues(response, 'content-type')).toEqual(['application/problem+json'])
  expect(JSON.parse(response.body)).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status,
    detail: expect.any(String),
    ...(error !== undefined && { error }),
  })
}
