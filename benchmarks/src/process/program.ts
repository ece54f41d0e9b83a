import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Answer, Handlers } from './child.js'

type Result<H extends Handlers, K extends keyof H> = Awaited<ReturnType<H[K]>>

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (reason: Error) => void
}

/** Node's flag that lets a program collect garbage at a moment of its choosing. */
export const exposeGc = '--expose-gc'

/** A program of ours in a process of its own, so that neither its garbage nor its compiled code meets another's. */
export class Program<H extends Handlers> {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  readonly #exited: Promise<unknown>
  #calls = 0

  /**
   * Starts it in plain Node: without the condition `@qalqon/source`, so that the compiled packages run.
   *
   * @param name that of its file in the folder `programs`
   */
  constructor(name: string, ...flags: readonly string[]) {
    this.#child = fork(new URL(`../programs/${name}.js`, import.meta.url), {
      execArgv: [...flags],
      env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' },
      serialization: 'advanced',
    })
    this.#child.on('message', (answer: Answer) => this.#settle(answer))
    this.#exited = once(this.#child, 'exit')
    void this.#exited.then(() => this.#rejectAll(new Error(`the program ${name} has ended`)))
  }

  /** Calls a handler of the program. */
  call<K extends keyof H & string>(name: K, ...values: Parameters<H[K]>): Promise<Result<H, K>> {
    const call = this.#calls++
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject })
      this.#child.send({ call, name, values }, (fault) => {
        if (fault) this.#settle({ call, fault: fault.message })
      })
    })
  }

  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect()
    await this.#exited
  }

  #settle({ call, value, fault }: Answer): void {
    const waiting = this.#waiting.get(call)
    this.#waiting.delete(call)
    if (fault === undefined) waiting?.resolve(value as never)
    else waiting?.reject(new Error(fault))
  }

  #rejectAll(reason: Error): void {
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
  }
}

/** Stops all of them, whatever happens meanwhile. */
export async function stopAll(programs: Iterable<{ stop(): Promise<void> }>): Promise<void> {
  await Promise.all([...programs].map((program) => program.stop()))
}
