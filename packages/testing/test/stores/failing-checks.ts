import type { ConformanceCheck } from '../../src/index.js'

/** The names of the checks that a store does not pass. */
export async function failingChecks(checks: readonly ConformanceCheck[]): Promise<string[]> {
  const failing: string[] = []
  for (const { name, run } of checks) await run().catch(() => failing.push(name))
  return failing
}

/** Lets other calls come between, as a question to a server does. */
export const aMoment = () => new Promise((resolve) => setImmediate(resolve))
