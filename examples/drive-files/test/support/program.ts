import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { eventually } from './eventually.js'

const folder = resolve(__dirname, '../..')

/** The program as a user starts it, in a process of its own. */
export class Program {
  stdout = ''
  stderr = ''
  private readonly child: ChildProcess
  private readonly ended: Promise<unknown>

  constructor(environment: Record<string, string>) {
    const args = ['--conditions=@qalqon/source', '--import', 'tsx', 'src/main.ts']
    const { PATH, HOME } = process.env
    this.child = spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH, HOME, PORT: '0', ...environment },
    })
    this.child.stdout?.on('data', (data: Buffer) => (this.stdout += data.toString()))
    this.child.stderr?.on('data', (data: Buffer) => (this.stderr += data.toString()))
    this.ended = once(this.child, 'close')
  }

  /** The address that it printed. */
  async url(): Promise<string> {
    await eventually(() => this.stdout.includes('\n') || this.child.exitCode !== null, 60_000)
    const url = /http:\/\/\S+/.exec(this.stdout)?.[0]
    if (url === undefined) throw new Error(`it did not start: ${this.stderr}`)
    return url
  }

  /** How it ended: the exit code, or the signal that killed it. */
  async end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    if (signal !== undefined) this.child.kill(signal)
    await this.ended
    return this.child.exitCode ?? this.child.signalCode
  }
}
