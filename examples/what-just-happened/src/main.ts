import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readParts } from 'sample-ui'
import { createObserver } from './observer/app.js'
import { EnvironmentError, readEnvironment } from './observer/environment.js'
import { ParentSwitch } from './observer/part-switch.js'

async function start(): Promise<void> {
  const { port, host, stepsKey, parts: list } = readEnvironment(process.env)
  const parts = readParts(list)
  if (parts === undefined)
    throw new EnvironmentError('SAMPLE_PARTS must be a list such as Drive=http://127.0.0.1:4100')
  const partSwitch = process.send && new ParentSwitch(process, (message) => process.send?.(message))
  const server = createServer()
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new EnvironmentError(`Cannot listen on port ${port} (${reason}): set PORT to another number`)
  }
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.on('request', createObserver({ stepsKey, origin, parts, ...(partSwitch && { partSwitch }) }))
  process.stdout.write(`what just happened  ${origin}  shows the last steps of the protocols\n`)

  const stop = () => {
    server.close(() => process.exit())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 500).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
}

start().catch((error: unknown) => {
  const text =
    error instanceof EnvironmentError ? error.message : String(error instanceof Error ? error.stack : error)
  process.stderr.write(`what just happened: ${text}\n`)
  process.exit(1)
})
