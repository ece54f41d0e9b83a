import type { Check, ShownToken, Step } from '../step.js'

/** How many steps are kept; older ones are forgotten. */
const mostSteps = 400

/** The last steps, in memory alone. What both ends tell of one exchange is one step. */
export class StepLog {
  #steps: Step[] = []
  #version = 0

  /** Changes whenever something is told or forgotten. */
  get version(): number {
    return this.#version
  }

  /** In the order in which they began. */
  get steps(): readonly Step[] {
    return this.#steps
  }

  add(steps: readonly Step[]): void {
    for (const step of steps) {
      const at = this.#steps.findIndex((known) => known.id === step.id && known.part !== step.part)
      const known = this.#steps[at]
      if (known) this.#steps[at] = merged(known, step)
      else this.#steps.push(step)
    }
    this.#steps = this.#steps.toSorted((one, other) => one.time - other.time).slice(-mostSteps)
    this.#version += 1
  }

  clear(): void {
    this.#steps = []
    this.#version += 1
  }
}

/** One step of what the two ends of an exchange tell: who asked the asker knows best, and the rest the one who answered. */
function merged(one: Step, other: Step): Step {
  const [asker, answerer] = one.part === one.from && one.part !== one.to ? [one, other] : [other, one]
  const refusal = answerer.refusal ?? asker.refusal
  return {
    ...answerer,
    from: asker.from,
    time: Math.min(one.time, other.time),
    milliseconds: Math.max(one.milliseconds, other.milliseconds),
    tokens: distinct(
      [...answerer.tokens, ...asker.tokens],
      ({ name, signature }: ShownToken) => name + signature,
    ),
    checks: distinct([...answerer.checks, ...asker.checks], ({ name }: Check) => name),
    ...(refusal && { refusal }),
  }
}

function distinct<T>(values: readonly T[], nameOf: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [nameOf(value), value])).values()]
}
