/** A test of an example. */
export interface CollectedTest {
  readonly name: string
  readonly run: () => Promise<void>
}

type Step = () => unknown

/**
 * What examples take for their test runner, Jest, `node:test` or Vitest: it collects tests in the place of running them.
 */
export function testCollector(): { tests: CollectedTest[]; runner: Record<string, unknown> } {
  const tests: CollectedTest[] = []
  const before: Step[] = []
  const beforeEach: Step[] = []
  const afterEach: Step[] = []
  const after: Step[] = []
  let left = 0
  let started = false

  const test = (name: string, step: Step) => {
    left++
    const run = async () => {
      if (!started) for (const one of before) await one()
      started = true
      for (const one of beforeEach) await one()
      try {
        await step()
      } finally {
        for (const one of afterEach) await one()
        if (--left === 0) for (const one of after) await one()
      }
    }
    tests.push({ name, run })
  }
  const into = (steps: Step[]) => (step: Step) => void steps.push(step)
  const runner = {
    test,
    it: test,
    describe: (_name: string, declare: () => void) => declare(),
    before: into(before),
    beforeAll: into(before),
    beforeEach: into(beforeEach),
    after: into(after),
    afterAll: into(after),
    afterEach: into(afterEach),
    expect,
  }
  return { tests, runner }
}
