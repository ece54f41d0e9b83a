import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const folder = resolve(__dirname, '../..')

/** What the program left behind. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program as a user does, in a process of its own. */
export async function qalqon(args: readonly string[], input = ''): Promise<Ended> {
  const { PATH, HOME } = process.env
  const program = ['--conditions=@qalqon/source', '--import', 'tsx', 'src/main.ts']
  const child = spawn(process.execPath, [...program, ...args], { cwd: folder, env: { PATH, HOME } })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  // A program that refuses its arguments ends before it has read anything.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  await once(child, 'close')
  return { code: child.exitCode, stdout, stderr }
}
