import type { RunningAppProgram } from './app-programs.js'

/** Which tokens the requests of a run carry: one and the same, many in turn, or a new one each. */
export const traffics = ['one', 'turn', 'new'] as const

export type Traffic = (typeof traffics)[number]

/** One subject under one kind of traffic. */
export interface Run {
  readonly app: RunningAppProgram
  readonly traffic: Traffic
  readonly connections: number
}
