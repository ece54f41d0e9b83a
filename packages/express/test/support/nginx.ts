import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The program, which many systems keep out of the way of who is not root. */
const program = [process.env.NGINX ?? 'nginx', '/usr/sbin/nginx'].find(
  (path) => spawnSync(path, ['-v']).status === 0,
)

/** Runs a suite where there is an nginx and a second address of loopback, and says so where there is none. */
export function describeWithNginx(name: string, suite: () => void): void {
  if (program !== undefined && process.platform === 'linux') describe(name, suite)
  else
    test.skip(`${name}: skipped because nginx is not installed (or set NGINX), or this is not Linux`, () =>
      undefined)
}

/** A port of loopback on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** An nginx of its own, in one process and with a folder of its own. */
export class Nginx {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nginx-'))
  #process: ChildProcess | undefined

  constructor() {
    process.once('exit', this.#end)
  }

  /** Writes a file that the configuration names. @returns its path */
  write(name: string, text: string): string {
    const path = join(this.#folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }

  /** Starts it with these servers, and waits until the port of loopback answers. */
  async start(servers: string, port: number): Promise<void> {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `  ${name}_temp_path ${join(this.#folder, name)};`,
    )
    const configuration = this.write(
      'nginx.conf',
      `daemon off;
master_process off;
pid ${join(this.#folder, 'pid')};
events {}
http {
  access_log off;
${temporary.join('\n')}
${servers}
}
`,
    )
    const errors = join(this.#folder, 'error.log')
    this.#process = spawn(program ?? '', ['-c', configuration, '-p', this.#folder, '-e', errors], {
      stdio: 'ignore',
    })
    for (let tries = 0; !(await accepts(port)); tries++) {
      if (tries < 500 && isRunning(this.#process)) continue
      throw new Error(`nginx did not start: ${readFileSync(errors, 'utf8')}`)
    }
  }

  /** Ends it and clears up. */
  async close(): Promise<void> {
    process.off('exit', this.#end)
    const running = this.#process && isRunning(this.#process) ? this.#process : undefined
    running?.kill('SIGKILL')
    if (running) await once(running, 'exit')
    rmSync(this.#folder, { recursive: true, force: true })
  }

  readonly #end = (): void => {
    this.#process?.kill('SIGKILL')
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 10))
    return false
  } finally {
    socket.destroy()
  }
}

/** Of a process that was ended by a signal, the exit code is null too. */
const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null
