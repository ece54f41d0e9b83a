import { createTestIssuer, parseChallenges, type ParsedChallenge, type TestIssuer } from '@qalqon/testing'
import {
  resourceServer,
  type AccessRequirement,
  type JsonObject,
  type AccessToken,
  type Outcome,
  type QalqonEvent,
  type Refused,
  type RequestHeaders,
  type ResourceServer,
  type ResourceServerOptions,
} from '../../src/index.js'

/** The fixtures of the conformance matrix: issuer, resource and time. */
export const I = 'https://as.example'
export const R = 'https://rs.example/api'
export const N = 1_700_000_000

export interface Matrix {
  issuer: TestIssuer
  server: ResourceServer<Readonly<Record<string, unknown>>, boolean>
  events: QalqonEvent[]
  /** `GET /x`, which needs the scope `read`, with an `Authorization` value or with all header fields. */
  get: (
    authorization?: string | RequestHeaders,
    requirement?: AccessRequirement,
  ) => Promise<Outcome<unknown, boolean>>
  /** `POST /x`, which needs the scope `write`. */
  post: (authorization?: string | RequestHeaders) => Promise<Outcome<unknown, boolean>>
}

/** A test issuer with RS256 key `k1`, and a resource server that trusts it; no tolerance unless asked for. */
export function matrix(
  options: Partial<ResourceServerOptions<JsonObject, boolean>> = {},
  issuer = createTestIssuer({ issuer: I, audience: R, algorithm: 'RS256', now: N }),
): Matrix {
  const events: QalqonEvent[] = []
  const server = resourceServer({
    audience: R,
    fetch: issuer.fetch,
    clock: issuer.clock,
    clockToleranceSeconds: 0,
    onEvent: (event) => events.push(event),
    ...(options.issuers === undefined && options.resolveIssuer === undefined && { issuer: issuer.issuer }),
    ...options,
  })
  const send = async (
    method: string,
    authorization: string | RequestHeaders = {},
    requirement: AccessRequirement,
  ) => {
    const headers = typeof authorization === 'string' ? { authorization } : authorization
    const outcome = await server.authorize({ method, url: `${R}/x`, headers }, requirement)
    if (!outcome.ok) checkRefusal(outcome, headers)
    return outcome
  }
  return {
    issuer,
    server,
    events,
    get: (authorization, requirement = { scope: ['read'] }) => send('GET', authorization, requirement),
    post: (authorization) => send('POST', authorization, { scope: ['write'] }),
  }
}

/** What holds for every refusal: strict challenges, no caching, and nothing of the token in the answer. */
function checkRefusal({ response, fault }: Refused, headers: RequestHeaders): void {
  const fields = response.headers.filter(([name]) => name === 'www-authenticate').map(([, value]) => value)
  if (response.status === 503) expect(fields).toEqual([])
  else expect(fields.length).toBeGreaterThan(0)
  for (const field of fields) {
    const { parameters } = onlyChallenge(field)
    expect(parameters.size).toBeGreaterThan(0)
    expect(parameters.get('error_description') ?? '').toMatch(/^[ !#-[\]-~]*$/)
  }
  expect(response.headers).toContainEqual(['cache-control', 'no-store'])
  const sent = JSON.stringify([
    'authorization' in headers ? headers.authorization : '',
    'dpop' in headers ? headers.dpop : '',
  ])
  const answer = JSON.stringify(response) + fault.message + fault.detail
  for (const part of sent.match(/[A-Za-z0-9_-]{12,}/g) ?? []) expect(answer).not.toContain(part)
}

/** The challenge of a refusal that has exactly one. */
export function challengeOf(outcome: Outcome<unknown, boolean>) {
  if (outcome.ok) throw new Error('the request was accepted')
  const fields = outcome.response.headers.filter(([name]) => name === 'www-authenticate')
  expect(fields).toHaveLength(1)
  return onlyChallenge(fields[0]![1])
}

/** The challenge of a field that holds one. */
export function onlyChallenge(field: string): ParsedChallenge {
  const challenges = parseChallenges(field)
  expect(challenges).toHaveLength(1)
  return challenges[0]!
}

/** Expects 200: the request may go on. Returns the token. */
export function expectAccepted(outcome: Outcome<unknown, boolean>): AccessToken<unknown> {
  if (!outcome.ok) throw new Error(`refused: ${outcome.fault.code}: ${outcome.fault.detail}`)
  expect(outcome.token).toBeDefined()
  return outcome.token!
}

/**
 * Expects a refusal with `B[error]`; without an error, with `B[]`: none of error, error_description, error_uri. When
 * a code is given, that it is refused for this reason and no other.
 */
export function expectRefused(
  outcome: Outcome<unknown, boolean>,
  status: 400 | 401 | 403,
  error?: string,
  code?: string,
): Refused {
  if (outcome.ok) throw new Error('the request was accepted')
  expect({ status: outcome.response.status, code: outcome.fault.code }).toEqual({
    status,
    code: code ?? outcome.fault.code,
  })
  const { scheme, parameters } = challengeOf(outcome)
  expect(scheme).toBe('Bearer')
  expect(parameters.get('error')).toBe(error)
  if (error === undefined)
    expect([...parameters.keys()].filter((name) => name.startsWith('error'))).toEqual([])
  return outcome
}

/** Expects 503 with `Retry-After` and without a challenge. */
export function expectUndecided(outcome: Outcome<unknown, boolean>): Refused {
  if (outcome.ok) throw new Error('the request was accepted')
  expect(outcome.response.status).toBe(503)
  expect(outcome.response.headers.find(([name]) => name === 'retry-after')?.[1]).toMatch(/^[1-9]\d*$/)
  return outcome
}
