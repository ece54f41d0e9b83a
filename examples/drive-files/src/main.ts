import { join } from 'node:path'
import { ConfigurationFault } from '@qalqon/express'
import { observation } from 'what-just-happened'
import { observed } from 'what-just-happened/express'
import { createApp } from './app.js'
import { openDataFolder } from './data-folder.js'
import { connect } from './database/connect.js'
import { readEnvironment } from './environment.js'
import { Contents } from './files/contents.js'
import { Drive } from './files/drive.js'
import { addSampleFiles } from './files/samples.js'
import { openFleetStores } from './fleet-stores.js'
import { describeError, jsonLog as log } from './log.js'
import { openPages } from './pages.js'
import { protect } from './resource-server.js'
import { closeServer, listen, requestTimeoutMs, urlOf } from './server.js'
import { StartupError } from './startup-error.js'

async function start(): Promise<() => Promise<void>> {
  const environment = readEnvironment(process.env)
  const { issuers, audience, hasMetadata, databaseUrl, dataDir, redisUrl } = environment
  const { maxUploadBytes, sampleFilesIssuer } = environment

  const opened: (() => void | Promise<void>)[] = []
  const closeAll = async () => {
    for (const close of opened.reverse()) await close()
  }
  try {
    const fleet = redisUrl === undefined ? undefined : openFleetStores(redisUrl, log)
    if (fleet) opened.push(fleet.close)
    const watched = environment.observer && observation(environment.observer)
    const api = protect(environment, fleet, log, watched)
    const metadata = hasMetadata ? api.metadata() : undefined

    await openDataFolder(dataDir)
    const connection = await connect({ databaseUrl, dataDir }, log)
    opened.push(connection.close)
    const contents = await Contents.open(join(dataDir, 'contents', connection.id))
    const drive = new Drive(connection.database, contents, log)
    // Alone on the folder, whatever is unsettled is a leftover. Beside other instances it may be at work.
    await drive.settleLeftovers(databaseUrl === undefined ? 0 : requestTimeoutMs)
    if (sampleFilesIssuer !== undefined) await addSampleFiles(drive, sampleFilesIssuer)

    const pages = openPages(environment, { api, log, watched })
    if (pages) opened.push(pages.close)

    const app = createApp({
      api,
      metadata,
      drive,
      maxUploadBytes,
      checkDatabase: connection.check,
      log,
      issuers,
      publicUrl: environment.publicUrl,
      ...(watched && { watch: observed(watched, partOf, new URL(environment.publicUrl ?? audience).origin) }),
      pages: pages?.handler,
    })
    const server = await listen(app, environment)
    opened.push(() => closeServer(server))
    const files = databaseUrl === undefined ? dataDir : `${dataDir} and ${connection.description}`
    const shared = fleet === undefined ? '' : `  shares ${fleet.description}`
    const page = environment.web === undefined ? '' : `  for people ${environment.web.origin}/drive`
    process.stdout.write(
      `drive files  ${urlOf(server)}  trusts ${issuers.join(', ')} for ${audience}  files in ${files}${shared}${page}\n`,
    )
    // Not awaited: an issuer that is down must not keep the API down. It is asked again when a token comes.
    // What went wrong is told by logEvent.
    api.ready().catch(() => undefined)
    return closeAll
  } catch (error) {
    await closeAll()
    throw error
  }
}

/** Two parts of the sample stand at one address: the API, and the page that uses it. */
const partOf = (path: string) => (path === '/' || /^\/drive(\/|$)/.test(path) ? 'drive-web' : 'drive')

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
