import { Requirement, type QalqonEvent, type RequestRefused } from '../../src/index.js'

/** The option at fault in a requirement. */
export const faultOf = (option: string) =>
  expect.objectContaining({ name: 'ConfigurationFault', option }) as Error

/** Makes a requirement of whatever JavaScript hands in. */
export const requirementFrom = (members: Record<string, unknown>) => new Requirement(members)

/** The hint of the last refusal, which had this code. */
export function lastHint(events: readonly QalqonEvent[], code: string): string | undefined {
  const refusal = events.findLast(({ type }) => type === 'request_refused') as RequestRefused
  expect(refusal.code).toBe(code)
  return refusal.hint
}
