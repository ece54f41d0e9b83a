import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from 'sample-system/free-port'
import { RunningPart } from 'sample-system/running-part'

const folder = resolve(__dirname, '../../../authorization-server')

/** The authorization server of the sample, a process of its own. */
export interface RealIssuer {
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * @param clientUrl where Photo Print runs
 * @param resource the audience of the Drive
 */
export async function startIssuer(clientUrl: string, resource: string): Promise<RealIssuer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const dataDir = await mkdtemp(join(tmpdir(), 'sign-in-'))
  const environment = {
    HOST: '127.0.0.1',
    PORT: String(port),
    ISSUER: url,
    DATA_DIR: dataDir,
    DRIVE_AUDIENCE: resource,
    PHOTO_PRINT_URL: clientUrl,
  }
  const part = new RunningPart(
    { name: 'authorization server', folder, port, portVariable: 'PORT', url, environment },
    () => undefined,
  )
  await part.ready
  const stop = async () => {
    await part.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url, stop }
}
