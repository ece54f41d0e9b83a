import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Part } from './parts.js'

const startMs = 60_000
const stopMs = 5_000

/** A part that was started as a process of its own. What it writes to standard error goes to ours, or line by line to `onErrorLine`. */
export class RunningPart {
  readonly #child: ChildProcess
  /** Resolves with the line that the part prints when it is ready. */
  readonly ready: Promise<string>
  /** Resolves when the process has ended, with its exit code. */
  readonly ended: Promise<number | null>

  constructor(
    readonly part: Part,
    onErrorLine?: (line: string) => void,
    /** Opens a channel for messages between the two. */
    channel = false,
  ) {
    this.#child = spawn(process.execPath, ['--conditions=@qalqon/source', '--import', 'tsx', 'src/main.ts'], {
      cwd: part.folder,
      env: { ...process.env, ...part.environment },
      stdio: ['ignore', 'pipe', onErrorLine ? 'pipe' : 'inherit', ...(channel ? ['ipc' as const] : [])],
    })
    if (onErrorLine && this.#child.stderr) {
      createInterface({ input: this.#child.stderr }).on('line', onErrorLine)
    }
    // With `exit`, the last that it wrote may not have been read.
    this.ended = new Promise((resolve) => this.#child.once('close', resolve))
    this.ready = this.#firstLine()
    this.ready.catch(() => undefined)
  }

  get process(): ChildProcess {
    return this.#child
  }

  /** Asks the process to end, and ends it by force when it does not. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill('SIGTERM')
    const force = setTimeout(() => this.#child.kill('SIGKILL'), stopMs)
    await this.ended
    clearTimeout(force)
  }

  async #firstLine(): Promise<string> {
    const { stdout } = this.#child
    if (!stdout) throw new Error(`${this.part.name}: no output`)
    const lines = createInterface({ input: stdout })
    const late = AbortSignal.timeout(startMs)
    const [line] = (await Promise.race([
      once(lines, 'line', { signal: late }),
      this.ended.then((code) => {
        throw new Error(`${this.part.name} ended before it was ready (exit code ${code ?? 'none'})`)
      }),
    ])) as [string]
    return line
  }
}
