import { logEventsTo } from '@qalqon/core/logging'
import { ConfigurationFault } from '@qalqon/express'
import { createApp } from './app.js'
import { readEnvironment } from './environment.js'
import { jsonLog as log } from './log.js'
import { notesApi } from './notes-api.js'
import { Notes } from './notes/notes.js'
import { close, listen } from './server.js'
import { StartupError } from './startup-error.js'

async function start(): Promise<() => Promise<void>> {
  const environment = readEnvironment(process.env)
  const { issuers, resource } = environment
  const api = notesApi({ issuers: [...issuers], audience: resource, onEvent: logEventsTo(log) })
  const app = createApp({ api, resource, notes: new Notes(), log })
  const server = await listen(app, environment)
  process.stdout.write(`mcp server  ${resource}  trusts ${issuers.join(', ')}\n`)
  // Not awaited: an issuer that is down must not keep the server down. It is asked again when a token comes.
  api.ready().catch(() => undefined)
  return () => close(server)
}

/** A start that is under way is not broken off but waited for, and what it started is stopped. */
function stopOnSignal(started: Promise<() => Promise<void>>): void {
  let stopping = false
  const once = () => {
    if (stopping) return // a terminal and npm may both ask
    stopping = true
    started.then((stop) => stop()).then(() => process.exit(0), fail)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, once)
}

function fail(error: unknown): never {
  const known = error instanceof StartupError || error instanceof ConfigurationFault
  process.stderr.write(`${known ? error.message : describe(error)}\n`)
  process.exit(1)
}

const describe = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))

const started = start()
stopOnSignal(started)
started.catch(fail)
