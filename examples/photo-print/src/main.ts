import { ConfigurationError, memoryStores, redisStores } from 'sign-in'
import { createApp } from './app.js'
import { readEnvironment } from './environment.js'
import { describeError, jsonLog as log } from './log.js'
import { closeServer, listen } from './server.js'
import { StartupError } from './startup-error.js'

async function start(): Promise<() => Promise<void>> {
  const environment = readEnvironment(process.env)
  const { application, url, issuer, driveUrl, redisUrl } = environment
  const stores =
    redisUrl === undefined
      ? memoryStores()
      : redisStores(redisUrl, application.part, (error) =>
          log('redis_connection_failed', describeError(error)),
        )
  try {
    const server = await listen(createApp({ environment, stores, log }), environment)
    process.stdout.write(
      `${application.name}  ${url}  signs people in at ${issuer}, for ${driveUrl}  sessions in ${stores.description}\n`,
    )
    return async () => {
      await closeServer(server)
      stores.close()
    }
  } catch (error) {
    stores.close()
    throw error
  }
}

function fail(error: unknown): never {
  if (error instanceof StartupError || error instanceof ConfigurationError) {
    process.stderr.write(`${error.message}\n`)
  } else log('failed', describeError(error))
  process.exit(1)
}

const started = start()
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A terminal and a parent process may both ask; the first has been heard.
    if (stopping) return
    stopping = true
    started.then((stop) => stop()).then(() => process.exit(0), fail)
  })
}
started.catch(fail)
