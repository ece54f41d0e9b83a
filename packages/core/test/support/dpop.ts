import {
  createDpopProver,
  parseChallenges,
  type DpopProver,
  type ParsedChallenge,
  type ProofOptions,
  type ProvedRequest,
  type TestIssuer,
  type TokenOptions,
} from '@qalqon/testing'
import type { Outcome, Refused, ResourceServerOptions } from '../../src/index.js'
import { matrix, R, type Matrix } from './matrix.js'
import { quickIssuer } from './key-sets.js'

/** The address of the route of the matrix. */
export const x = `${R}/x`

export interface DpopMatrix extends Matrix {
  /** K1, to which tokens are bound. */
  readonly prover: DpopProver
  /** TD: a good token that is bound to K1, unless the options spoil it. */
  readonly bound: (options?: TokenOptions) => string
  /** `GET /x` with TD and a proof of K1, unless something else is said. */
  readonly prove: (
    options?: ProofOptions,
    request?: Partial<ProvedRequest>,
  ) => Promise<Outcome<unknown, boolean>>
}

/** The fixtures of the matrix for a resource server that takes proofs. */
export function dpopMatrix(
  options: Partial<ResourceServerOptions> = {},
  issuer: TestIssuer = quickIssuer(),
): DpopMatrix {
  const built = matrix({ dpop: 'allowed', ...options }, issuer)
  const prover = createDpopProver({ clock: issuer.clock })
  const bound = (token: TokenOptions = {}) => issuer.token({ scope: 'read', boundTo: prover, ...token })
  const prove = (proof: ProofOptions = {}, request: Partial<ProvedRequest> = {}) => {
    const token = request.token ?? bound()
    return built.get({ ...prover.headers({ url: x, ...request, token }, proof) })
  }
  return { ...built, prover, bound, prove }
}

/** The challenges of a refusal by their scheme. */
export function challengesOf(outcome: Outcome<unknown, boolean>): Readonly<Record<string, ParsedChallenge>> {
  if (outcome.ok) throw new Error('the request was accepted')
  const fields = outcome.response.headers.filter(([name]) => name === 'www-authenticate')
  const challenges = fields.flatMap(([, value]) => parseChallenges(value))
  expect(new Set(challenges.map(({ scheme }) => scheme)).size).toBe(challenges.length)
  return Object.fromEntries(challenges.map((challenge) => [challenge.scheme, challenge]))
}

/** Expects 401 with `D[error]`, and no error in a challenge of another scheme. */
export function expectDpopRefused(outcome: Outcome<unknown, boolean>, error: string, code?: string): Refused {
  if (outcome.ok) throw new Error('the request was accepted')
  expect({ status: outcome.response.status, code: outcome.fault.code }).toEqual({
    status: 401,
    code: code ?? outcome.fault.code,
  })
  const { DPoP: challenge, Bearer: other } = challengesOf(outcome)
  expect(challenge?.parameters.get('error')).toBe(error)
  expect(challenge?.parameters.get('algs')).toBeDefined()
  expect([...(other?.parameters.keys() ?? [])].filter((name) => name.startsWith('error'))).toEqual([])
  return outcome
}
