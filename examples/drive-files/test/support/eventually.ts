import { setTimeout as delay } from 'node:timers/promises'

/** Waits for something that happens in another process or on disk, where there is no event to wait for. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const end = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`it did not happen within ${withinMs} ms: ${condition.toString()}`)
    await delay(10)
  }
}
