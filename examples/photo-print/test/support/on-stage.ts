import { FakeDrive } from './fake-drive.js'
import { Stage } from './stage.js'

export interface OnStage {
  readonly drive: FakeDrive
  readonly stage: Stage
}

/**
 * Begins a stage, with a Drive that the tests of a file have in hand, before the first of them, and takes it down after the last.
 *
 * @param begun is handed both
 * @param environment of the authorization server
 */
export function onStage(
  app: 'photo-print' | 'doc-sign',
  begun: (on: OnStage) => void,
  environment?: Record<string, string>,
): void {
  let drive: FakeDrive | undefined
  let stage: Stage | undefined

  beforeAll(async () => {
    drive = await FakeDrive.start()
    stage = await Stage.start(app, drive.url, environment)
    begun({ drive, stage })
  })
  afterAll(async () => {
    drive?.stop()
    await stage?.stop()
  })
}
