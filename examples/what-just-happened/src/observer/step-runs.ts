import type { Step } from '../step.js'

/** A step, and how often it came one after the other. */
export interface StepRun {
  /** Names the run, also when it grows. */
  readonly id: string
  /** The last of them. */
  readonly step: Step
  readonly count: number
}

/** Whether the answer was no. */
export const isRefused = ({ refusal, answer }: Step): boolean =>
  refusal !== undefined || (answer !== undefined && answer.status >= 400)

/** Many equal steps, such as the thumbnails of a page, are one: they would hide the rest. */
export function runsOf(steps: readonly Step[]): readonly StepRun[] {
  const runs: StepRun[] = []
  for (const step of steps) {
    const last = runs.at(-1)
    if (last && kindOf(last.step) === kindOf(step))
      runs[runs.length - 1] = { id: last.id, step, count: last.count + 1 }
    else runs.push({ id: step.id, step, count: 1 })
  }
  return runs
}

function kindOf({ from, to, request: { method, path }, answer, refusal }: Step): string {
  const kind = path.replace(/[^/]*…/g, '…')
  return [from, to, method, kind, answer?.status ?? '', refusal?.code ?? ''].join(' ')
}
