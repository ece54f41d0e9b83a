import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The program; `REDIS_SERVER=valkey-server` for Valkey. */
const program = process.env.REDIS_SERVER ?? 'redis-server'

const isInstalled = spawnSync(program, ['--version']).status === 0

/** Runs a suite where there is a Redis server, and says so where there is none. */
export function describeWithRedis(name: string, suite: () => void): void {
  if (isInstalled) describe(name, suite)
  else
    test.skip(`${name}: skipped because ${program} is not installed (or set REDIS_SERVER)`, () => undefined)
}

/**
 * A Redis server of its own on loopback, which a test can kill and start again. It writes nothing to the disk, unless an option makes
 * it: then, it finds that again.
 */
export class RedisServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'redis-'))
  readonly #options: readonly string[]
  #process: ChildProcess | undefined
  #port = 0

  constructor(...options: string[]) {
    this.#options = options
    process.once('exit', this.#end)
  }

  get port(): number {
    return this.#port
  }

  /** Starts it, the first time on a free port, later on the same. */
  async start(): Promise<this> {
    if (this.#port === 0) this.#port = await freePort()
    const args = ['--port', String(this.#port), '--bind', '127.0.0.1', '--dir', this.#folder, '--save', '']
    this.#process = spawn(program, [...args, ...this.#options], { stdio: 'ignore' })
    for (let tries = 0; !(await answers(this.#port)); tries++) {
      if (tries < 500 && isRunning(this.#process)) continue
      await this.kill()
      throw new Error(`${program} did not start`)
    }
    return this
  }

  /** Starts a cluster of this server alone: it has all slots, and refuses commands whose keys lie in several. */
  async startCluster(): Promise<this> {
    await this.start()
    await ask(this.#port, 'CLUSTER ADDSLOTSRANGE 0 16383')
    while (!(await ask(this.#port, 'CLUSTER INFO')).includes('cluster_state:ok')) await aMoment()
    return this
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    const running = this.#process && isRunning(this.#process) ? this.#process : undefined
    this.#process = undefined
    if (running === undefined) return
    running.kill('SIGKILL')
    await once(running, 'exit')
  }

  /** Makes it stop answering while its connections stay open, or go on. */
  freeze(): void {
    this.#process?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#process?.kill('SIGCONT')
  }

  /** Kills it and clears up. */
  async close(): Promise<void> {
    process.off('exit', this.#end)
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  readonly #end = (): void => {
    this.#process?.kill('SIGKILL')
  }
}

async function freePort(): Promise<number> {
  // A cluster takes the port 10000 above for itself.
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    if (port < 55_000) return port
  }
}

/** Whether it answers to `PING`, or would to one who has the password. */
async function answers(port: number): Promise<boolean> {
  const answer = await ask(port, 'PING').catch(aMoment)
  return answer !== undefined && /^(\+PONG|-NOAUTH)/.test(answer)
}

/** The beginning of what a server answers to a command. */
async function ask(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  // Something else could have taken the port, and say nothing, or the server could die before it answers.
  const signal = AbortSignal.timeout(1000)
  try {
    await once(socket, 'connect', { signal })
    socket.write(`${command}\r\n`)
    const [answer] = (await once(socket, 'data', { signal })) as [Buffer]
    return answer.toString()
  } finally {
    socket.destroy()
  }
}

/** Of a process that was ended by a signal, the exit code is null too. */
const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null

const aMoment = () => new Promise<undefined>((resolve) => setTimeout(resolve, 10, undefined))
