/** How much is measured. */
export interface Plan {
  readonly verify: {
    /** How often each subject is started anew: two processes of the same program can differ by a tenth. */
    readonly processes: number
    readonly warmUp: number
    readonly rounds: number
    readonly tokens: number
  }
  readonly repeat: { readonly warmUp: number; readonly rounds: number; readonly times: number }
  readonly dpop: {
    /** As in `verify`. */
    readonly processes: number
    readonly warmUp: number
    readonly rounds: number
    readonly proofs: number
  }
  readonly http: {
    readonly warmUp: number
    readonly rounds: number
    /** In each round, for each subject, kind of token and number of connections. */
    readonly requests: number
    /** How many tokens come in turn. */
    readonly turn: number
    readonly connections: readonly number[]
  }
  readonly outage: { readonly requests: number; readonly perSecond: number }
  readonly cold: { readonly runs: number }
  readonly memory: { readonly distinct: number }
  readonly import: { readonly runs: number }
}

/**
 * What the numbers in the documents come from. Rounds are many and short: whatever else wants a processor for a moment then
 * spoils few of them, and the median stays.
 */
export const fullPlan: Plan = {
  verify: { processes: 5, warmUp: 8000, rounds: 11, tokens: 500 },
  repeat: { warmUp: 20_000, rounds: 41, times: 1500 },
  dpop: { processes: 7, warmUp: 6000, rounds: 11, proofs: 500 },
  http: { warmUp: 2000, rounds: 11, requests: 2000, turn: 10_000, connections: [16, 64] },
  outage: { requests: 300, perSecond: 50 },
  cold: { runs: 9 },
  memory: { distinct: 1_000_000 },
  import: { runs: 21 },
}

/** Shows that everything runs. Its numbers mean little. */
export const quickPlan: Plan = {
  verify: { processes: 2, warmUp: 200, rounds: 3, tokens: 100 },
  repeat: { warmUp: 2000, rounds: 3, times: 500 },
  dpop: { processes: 2, warmUp: 200, rounds: 3, proofs: 100 },
  http: { warmUp: 100, rounds: 2, requests: 200, turn: 300, connections: [16, 64] },
  outage: { requests: 100, perSecond: 50 },
  cold: { runs: 1 },
  memory: { distinct: 5000 },
  import: { runs: 3 },
}
