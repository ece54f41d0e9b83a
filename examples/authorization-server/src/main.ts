import { createAuthorizationServer } from './authorization-server.js'
import { EnvironmentError, readEnvironment } from './environment.js'
import { isObject } from './is-object.js'
import { KeysError } from './keys.js'
import { warnOnStandardError as warn } from './log.js'

async function main(): Promise<void> {
  const environment = readEnvironment(process.env)
  const server = await createAuthorizationServer(environment)

  try {
    await server.listen()
  } catch (error) {
    throw isObject(error) && error.code === 'EADDRINUSE' ? new PortTaken(environment.port) : error
  }
  process.stdout.write(
    `authorization server  ${server.issuer}  alice@example.com or bob@example.com, password: password\n`,
  )

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close().then(() => process.exit(0), fail)
    })
  }
}

class PortTaken extends Error {
  constructor(port: number) {
    super(`port ${port} is taken. Stop what listens there, or set PORT to another number.`)
  }
}

function fail(error: unknown): void {
  const mendable =
    error instanceof EnvironmentError || error instanceof KeysError || error instanceof PortTaken
  warn(mendable ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exit(1)
}

main().catch(fail)
