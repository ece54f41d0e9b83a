import { createAuthorizationServer } from './authorization-server.js'
import { readEnvironment } from './environment.js'
import { warnOnStandardError as warn } from './log.js'
import { describe } from './site.js'
import { StartupError } from './startup-error.js'

async function main(): Promise<void> {
  const server = await createAuthorizationServer(readEnvironment(process.env))
  await server.listen()
  process.stdout.write(
    `authorization server  ${server.issuer}  alice@example.com or bob@example.com, password: password\n`,
  )

  let stopping = false
  const stop = () => {
    if (stopping) return // a terminal and npm may both ask: the second must not cut short what the first began
    stopping = true
    server.close().then(() => process.exit(), fail)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
}

function fail(error: unknown): void {
  warn(error instanceof StartupError ? error.message : describe(error))
  process.exit(1)
}

main().catch(fail)
