import { join } from 'node:path'
import { ConfigurationFault, resourceServer, type ResourceMetadataOptions } from '@qalqon/express'
import { createApp } from './app.js'
import { openDataFolder } from './data-folder.js'
import { connect } from './database/connect.js'
import { readEnvironment } from './environment.js'
import { Contents } from './files/contents.js'
import { Drive } from './files/drive.js'
import { FileRows } from './files/rows.js'
import { addSampleFiles } from './files/samples.js'
import { describeError, jsonLog as log } from './log.js'
import { logEvent } from './log-event.js'
import { closeServer, listen, requestTimeoutMs, urlOf } from './server.js'
import { StartupError } from './startup-error.js'

/** What clients are told that ask. @see RFC 9728 */
const aboutThisApi: ResourceMetadataOptions = {
  scopesSupported: ['files.read', 'files.write', 'files.delete'],
  resourceName: 'Drive files',
  'resourceName#uz': 'Drive fayllari',
}

async function start(): Promise<() => Promise<void>> {
  const environment = readEnvironment(process.env)
  const { issuers, audience, hasMetadata, publicUrl, takesBoundTokens } = environment
  const { databaseUrl, dataDir, maxUploadBytes, sampleFilesIssuer } = environment
  const api = resourceServer({
    issuers: [...issuers],
    audience,
    ...(hasMetadata && { metadata: aboutThisApi }),
    // A token that is bound to a key counts with a proof alone; a bearer token goes on to count.
    dpop: takesBoundTokens ? 'allowed' : 'off',
    ...(publicUrl !== undefined && { publicUrl }),
    onEvent: logEvent(log),
  })
  const metadata = hasMetadata ? api.metadata() : undefined

  await openDataFolder(dataDir)
  const connection = await connect({ databaseUrl, dataDir }, log)
  try {
    const contents = await Contents.open(join(dataDir, 'contents', connection.id))
    const drive = new Drive(new FileRows(connection.database), contents, log)
    // Alone on the folder, whatever is unsettled is a leftover. Beside other instances it may be at work.
    await drive.settleLeftovers(databaseUrl === undefined ? 0 : requestTimeoutMs)
    if (sampleFilesIssuer !== undefined) await addSampleFiles(drive, sampleFilesIssuer)

    const app = createApp({ api, metadata, drive, maxUploadBytes, checkDatabase: connection.check, log })
    const server = await listen(app, environment)
    const files = databaseUrl === undefined ? dataDir : `${dataDir} and ${connection.description}`
    process.stdout.write(
      `drive files  ${urlOf(server)}  trusts ${issuers.join(', ')} for ${audience}  files in ${files}\n`,
    )
    // Not awaited: an issuer that is down must not keep the API down. It is asked again when a token comes.
    // What went wrong is told by logEvent.
    api.ready().catch(() => undefined)

    return async () => {
      await closeServer(server)
      await connection.close()
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** A start that is under way is not broken off but waited for, and what it started is stopped. */
function stopOnSignal(started: Promise<() => Promise<void>>): void {
  let stopping = false
  const once = () => {
    // A terminal and a parent process may both ask; the first has been heard, and closing takes seconds at most.
    if (stopping) return
    stopping = true
    started.then((stop) => stop()).then(() => process.exit(0), fail)
  }
  process.on('SIGINT', once)
  process.on('SIGTERM', once)
}

function fail(error: unknown): never {
  if (error instanceof StartupError || error instanceof ConfigurationFault)
    process.stderr.write(`${error.message}\n`)
  else log('failed', describeError(error))
  process.exit(1)
}

const started = start()
stopOnSignal(started)
started.catch(fail)
