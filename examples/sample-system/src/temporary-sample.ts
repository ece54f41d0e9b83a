import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleParts, type Part } from './parts.js'
import { RunningPart } from './running-part.js'
import { freePort } from './free-port.js'

/** The sample on free ports and in a folder of its own; its parts are real processes. */
export class Sample {
  readonly issuer: string
  readonly drive: string
  readonly #parts: Record<'authorizationServer' | 'drive', Part>
  readonly #running = new Map<string, RunningPart>()

  private constructor(
    parts: Record<'authorizationServer' | 'drive', Part>,
    /** The folder of all state. */
    readonly dataDir: string,
  ) {
    this.#parts = parts
    this.issuer = parts.authorizationServer.url
    this.drive = parts.drive.url
  }

  static async create(): Promise<Sample> {
    const [authorizationServerPort, drivePort] = await Promise.all([freePort(), freePort()])
    const dataDir = await mkdtemp(join(tmpdir(), 'qalqon-sample-'))
    return new Sample(sampleParts({ authorizationServerPort, drivePort, dataDir }), dataDir)
  }

  async start(
    name: 'authorizationServer' | 'drive',
    environment: Record<string, string> = {},
    onErrorLine?: (line: string) => void,
  ): Promise<void> {
    const part = this.#parts[name]
    const running = new RunningPart(
      { ...part, environment: { ...part.environment, ...environment } },
      onErrorLine,
    )
    this.#running.set(name, running)
    await running.ready
  }

  async stop(name: 'authorizationServer' | 'drive'): Promise<void> {
    await this.#running.get(name)?.stop()
  }

  async remove(): Promise<void> {
    await Promise.all([...this.#running.values()].map((part) => part.stop()))
    await rm(this.dataDir, { recursive: true, force: true })
  }
}
