import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from 'sample-system/free-port'

const folder = join(__dirname, '..', '..')

/** The server in a process of its own: oidc-provider is made of ES modules, and the tests are not. */
export interface RunningServer {
  readonly issuer: string
  readonly dataDir: string
  readonly stdout: () => string
  readonly stderr: () => string
  readonly exited: Promise<number | null>
  /** Ends the process; resolves to its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface Run {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  readonly stdout: () => string
  readonly stderr: () => string
}

const runs: Run[] = []

/** For `afterAll`: ends what a test that failed half-way has left running. */
export async function stopEverything(): Promise<void> {
  for (const { child, exited } of runs) {
    child.kill('SIGKILL')
    await exited
  }
}

/** Starts `src/main.ts`, or another program, with nothing of this process's environment but the path. */
export function run(variables: Record<string, string>, program = join('src', 'main.ts')): Run {
  const child = spawn(process.execPath, ['--conditions=@qalqon/source', '--import', 'tsx', program], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const exited = once(child, 'close').then(([code]) => code as number | null)
  const started: Run = { child, exited, stdout: () => stdout, stderr: () => stderr }
  runs.push(started)
  return started
}

/** Starts the server and waits for its line of readiness. */
export async function startServer(
  variables: Record<string, string> = {},
  program?: string,
): Promise<RunningServer> {
  const port = variables.PORT ?? String(await freePort())
  const dataDir = variables.DATA_DIR ?? (await temporaryFolder())
  const { child, exited, stdout, stderr } = run({ ...variables, PORT: port, DATA_DIR: dataDir }, program)
  await Promise.race([
    once(child.stdout!, 'data'),
    exited.then((code) => {
      throw new Error(`the server ended with ${code}: ${stderr()}`)
    }),
  ])
  return {
    issuer: variables.ISSUER ?? `http://127.0.0.1:${port}`,
    dataDir,
    stdout,
    stderr,
    exited,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return exited
    },
  }
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'authorization-server-'))
}
