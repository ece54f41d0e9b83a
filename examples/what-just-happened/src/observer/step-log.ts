import type { Check, ShownToken, Step } from '../step.js'
import { newExchangeId } from '../trace-parent.js'

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
      const namesakes = this.#steps.filter(({ id }) => id === step.id)
      const other = namesakes.find((known) => isAsker(known) !== isAsker(step))
      if (other) this.#steps[this.#steps.indexOf(other)] = merged(other, step)
      // Programs of others may give one name to several exchanges.
      else this.#steps.push(namesakes.length === 0 ? step : { ...step, id: newExchangeId() })
    }
    this.#steps = this.#steps.toSorted((one, other) => one.time - other.time).slice(-mostSteps)
    this.#version += 1
  }

  clear(): void {
    this.#steps = []
    this.#version += 1
  }
}

/** Whether it is told by who asked, and not by who answered. */
const isAsker = ({ part, from, to }: Step) => part === from && part !== to

/** One step of what the two ends of an exchange tell: who asked the asker knows best, and the rest the one who answered. */
function merged(one: Step, other: Step): Step {
  const [asker, answerer] = isAsker(one) ? [one, other] : [other, one]
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
