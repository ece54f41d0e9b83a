import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildSync } from 'esbuild'

const folder = resolve(__dirname, '../..')
const compiled = mkdtempSync(join(tmpdir(), 'qalqon-cli-'))
const program = join(compiled, 'dist/main.mjs')

// Compiled once, because compiling takes far longer than any run of it.
beforeAll(() => {
  buildSync({
    entryPoints: [join(folder, 'src/main.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@qalqon/source'],
  })
  // It finds its version beside the folder that it was compiled into.
  copyFileSync(join(folder, 'package.json'), join(compiled, 'package.json'))
})
afterAll(() => rmSync(compiled, { recursive: true }))

/** What the program left behind. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program as a user does, in a process of its own. */
export async function qalqon(args: readonly string[], input = ''): Promise<Ended> {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: { PATH, HOME } })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  // A program that refuses its arguments ends before it has read anything.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  await once(child, 'close')
  return { code: child.exitCode, stdout, stderr }
}
