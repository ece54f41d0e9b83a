import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from 'sample-system/free-port'
import { RunningPart } from 'sample-system/running-part'

const examples = resolve(__dirname, '../../..')

/** The sample issuer and this server, each a process of its own. They know of each other by address alone. */
export class Parts {
  readonly #running: RunningPart[] = []

  private constructor(
    readonly issuer: string,
    readonly resource: string,
    private readonly dataDir: string,
  ) {}

  static async start(): Promise<Parts> {
    const [issuerPort, port] = [await freePort(), await freePort()]
    const [issuer, resource] = [`http://127.0.0.1:${issuerPort}`, `http://127.0.0.1:${port}/mcp`]
    const dataDir = await mkdtemp(join(tmpdir(), 'mcp-server-'))
    const parts = new Parts(issuer, resource, dataDir)
    await parts.#run('authorization-server', issuerPort, {
      ISSUER: issuer,
      NOTES_AUDIENCE: resource,
      DATA_DIR: dataDir,
    })
    await parts.#run('mcp-server', port, { ISSUER: issuer, RESOURCE: resource })
    return parts
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((part) => part.stop()))
    await rm(this.dataDir, { recursive: true, force: true })
  }

  async #run(name: string, port: number, variables: Record<string, string>): Promise<void> {
    const environment = { HOST: '127.0.0.1', PORT: String(port), ...variables }
    const folder = resolve(examples, name)
    const url = `http://127.0.0.1:${port}`
    // What it logs of refusals is what the tests provoke.
    const running = new RunningPart(
      { name, folder, port, portVariable: 'PORT', url, environment },
      () => undefined,
    )
    this.#running.push(running)
    await running.ready
  }
}
