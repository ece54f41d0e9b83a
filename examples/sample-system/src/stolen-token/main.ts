import { Sample } from '../temporary-sample.js'
import { DriveLog } from './drive-log.js'
import { stolenToken } from './story.js'

/** Runs on free ports and in a folder of its own, so that it stands in nobody's way, and leaves nothing behind. */
async function main(): Promise<void> {
  const tell = (line: string) => process.stdout.write(`${line}\n`)
  const sample = await Sample.create()
  const stop = () => void sample.remove().finally(() => process.exit(1))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
  try {
    const log = new DriveLog()
    tell('Starting the sample system …\n')
    await sample.start('authorizationServer')
    await sample.start('drive', {}, log.read)
    const attempts = await stolenToken({ issuer: sample.issuer, drive: sample.drive, log, tell })
    const served = attempts.map(({ status }) => status === 200)
    if (served.join() !== 'true,true,false,false,false,false') {
      throw new Error('this is not how it should have ended')
    }
    tell('\nThe stolen token has opened nothing.')
  } finally {
    await sample.remove()
  }
}

await main()
