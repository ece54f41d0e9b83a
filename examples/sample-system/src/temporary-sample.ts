import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loopback } from './environment.js'
import { sampleParts, type Part } from './parts.js'
import { RunningPart } from './running-part.js'
import { freePort } from './free-port.js'

/** Of what a part wrote to standard error before it failed to start. */
const lastLines = 20

export type PartName = keyof ReturnType<typeof sampleParts>

/** The sample on free ports and in a folder of its own; its parts are real processes. */
export class Sample {
  readonly issuer: string
  readonly drive: string
  readonly photoPrint: string
  readonly docSign: string
  readonly observer: string
  readonly #parts: Record<PartName, Part>
  readonly #running: RunningPart[] = []

  private constructor(
    parts: Record<PartName, Part>,
    /** The folder of all state. */
    readonly dataDir: string,
  ) {
    this.#parts = parts
    this.issuer = parts.authorizationServer.url
    this.drive = parts.drive.url
    this.photoPrint = parts.photoPrint.url
    this.docSign = parts.docSign.url
    this.observer = parts.observer.url
  }

  /** @param observed whether the parts tell the observer what happens */
  static async create({ observed = false } = {}): Promise<Sample> {
    const [authorizationServerPort, drivePort, photoPrintPort, docSignPort, observerPort] = await Promise.all(
      [freePort(), freePort(), freePort(), freePort(), freePort()],
    )
    const dataDir = await mkdtemp(join(tmpdir(), 'qalqon-sample-'))
    const ports = { authorizationServerPort, drivePort, photoPrintPort, docSignPort, observerPort }
    const stepsKey = observed ? randomBytes(24).toString('base64url') : undefined
    return new Sample(sampleParts({ ...ports, listenHost: loopback, dataDir }, stepsKey), dataDir)
  }

  /**
   * A part that is started twice is two instances of it; the second needs a `PORT` of its own.
   *
   * @param onErrorLine hears what the part writes to standard error. Otherwise that is of interest only where the part does not start.
   * @throws {Error} when it does not start, with the last of that
   */
  async start(
    name: PartName,
    environment: Record<string, string> = {},
    onErrorLine?: (line: string) => void,
  ): Promise<RunningPart> {
    const part = this.#parts[name]
    const last: string[] = []
    const keep = (line: string) => {
      last.push(line)
      if (last.length > lastLines) last.shift()
    }
    const running = new RunningPart(
      { ...part, environment: { ...part.environment, ...environment } },
      onErrorLine ?? keep,
    )
    this.#running.push(running)
    try {
      await running.ready
    } catch (error) {
      throw new Error([error instanceof Error ? error.message : 'no start', ...last].join('\n'), {
        cause: error,
      })
    }
    return running
  }

  /** Stops all instances of a part. */
  async stop(name: PartName): Promise<void> {
    const instances = this.#running.filter(({ part }) => part.name === this.#parts[name].name)
    await Promise.all(instances.map((instance) => instance.stop()))
  }

  async remove(): Promise<void> {
    await Promise.all(this.#running.map((part) => part.stop()))
    await rm(this.dataDir, { recursive: true, force: true })
  }
}
