import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from 'sample-system/free-port'
import { RunningPart } from 'sample-system/running-part'
import { ageSignIns } from '../../../sample-system/test/support/aged-sign-ins.js'

const examples = resolve(__dirname, '../../..')

/** Less than usual, so that a test can send too much. */
export const mostUploadBytes = 3 * 1024 * 1024

/** The authorization server and the Drive with its page, each a process of its own, on free ports and in a folder of their own. */
export class RunningDrive {
  readonly log: string[] = []
  #issuer: RunningPart | undefined
  #drive: RunningPart | undefined

  private constructor(
    readonly issuer: string,
    readonly url: string,
    readonly dataDir: string,
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<RunningDrive> {
    const [issuerPort, drivePort] = [await freePort(), await freePort()]
    const dataDir = await mkdtemp(join(tmpdir(), 'drive-web-'))
    const address = (port: number) => `http://127.0.0.1:${port}`
    const running = new RunningDrive(address(issuerPort), address(drivePort), dataDir, environment)
    await Promise.all([running.startIssuer(), running.startDrive()])
    return running
  }

  async startIssuer(): Promise<void> {
    this.#issuer = await this.#run('authorization-server', this.issuer, {
      ISSUER: this.issuer,
      DRIVE_AUDIENCE: this.url,
      DRIVE_URL: this.url,
      DATA_DIR: join(this.dataDir, 'authorization-server'),
      ...(this.environment.ACCESS_TOKEN_TTL !== undefined && {
        ACCESS_TOKEN_TTL: this.environment.ACCESS_TOKEN_TTL,
      }),
    })
  }

  async startDrive(): Promise<void> {
    this.#drive = await this.#run('drive-files', this.url, {
      ISSUER: this.issuer,
      AUDIENCE: this.url,
      PUBLIC_URL: this.url,
      SAMPLE_FILES_ISSUER: this.issuer,
      WEB_CLIENT_SECRET: 'drive-web-sample-secret',
      DATA_DIR: join(this.dataDir, 'drive-files'),
      ...this.environment,
    })
  }

  async stopIssuer(): Promise<void> {
    await this.#issuer?.stop()
  }

  /** Everybody goes away for so long, and stays signed in at the issuer. */
  async ageSignIns(seconds: number): Promise<void> {
    await this.stopIssuer()
    await ageSignIns(this.dataDir, seconds)
    await this.startIssuer()
  }

  async stop(): Promise<void> {
    await Promise.all([this.#issuer?.stop(), this.#drive?.stop()])
    await rm(this.dataDir, { recursive: true, force: true })
  }

  async #run(name: string, url: string, environment: Record<string, string>): Promise<RunningPart> {
    const port = Number(new URL(url).port)
    const part = new RunningPart(
      {
        name,
        folder: join(examples, name),
        port,
        portVariable: 'PORT',
        url,
        environment: {
          HOST: '127.0.0.1',
          PORT: String(port),
          REDIS_URL: '',
          DATABASE_URL: '',
          ...environment,
        },
      },
      (line) => this.log.push(line),
    )
    await part.ready
    return part
  }
}
