import type { Part } from './parts.js'
import type { SwitchedParts } from './part-switch.js'
import { RunningPart } from './running-part.js'

/** The parts of a running sample, by name. */
export class RunningParts implements SwitchedParts {
  readonly #all = new Map<string, RunningPart>()
  readonly #stopped = new Set<string>()
  #closed = false

  /** @param onEnd is told of a part that has ended although nobody asked it to */
  constructor(private readonly onEnd: (part: Part, code: number | null) => void) {}

  /** Starts parts at the same time, and waits until they are ready. */
  async run(...parts: readonly Part[]): Promise<readonly RunningPart[]> {
    const started = parts.map((part) => this.#spawn(part))
    await Promise.all(started.map(({ ready }) => ready))
    return started
  }

  get states() {
    return [...this.#all.keys()].map((name) => ({ name, runs: !this.#stopped.has(name) }))
  }

  async stop(name: string): Promise<void> {
    const running = this.#all.get(name)
    if (running === undefined) return
    this.#stopped.add(name)
    await running.stop()
  }

  async start(name: string): Promise<void> {
    const part = this.#all.get(name)?.part
    if (part === undefined || !this.#stopped.has(name) || this.#closed) return
    const running = this.#spawn(part)
    try {
      await running.ready
    } catch (error) {
      // It may hang, and would stand in the way of the next try.
      await running.stop()
      throw error
    }
    this.#stopped.delete(name)
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#all.values()].map((part) => part.stop()))
  }

  #spawn(part: Part): RunningPart {
    const running = new RunningPart(part)
    this.#all.set(part.name, running)
    void running.ended.then((code) => {
      if (!this.#closed && !this.#stopped.has(part.name)) this.onEnd(part, code)
    })
    return running
  }
}
