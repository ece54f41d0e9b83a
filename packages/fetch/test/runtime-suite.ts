// A program: tries the packages as users get them, on the HTTP server of the runtime that runs it.
import * as adapter from '@qalqon/fetch'
import { adapterConformance, listen } from '@qalqon/testing/adapters'
import { fetchDoor, type Serve } from './fetch-door.js'
import { listenerOf } from './node-listener.js'

type Handler = Parameters<Serve>[0]

const { Bun, Deno } = globalThis as {
  Bun?: { serve(options: object): { port: number; stop(now: boolean): Promise<void> } }
  Deno?: { serve(options: object, handler: Handler): { addr: { port: number }; shutdown(): Promise<void> } }
}
const runtime = Deno ? 'Deno' : Bun ? 'Bun' : 'Node'
const loopback = { port: 0, hostname: '127.0.0.1' }

const serve: Serve = async (handler, tls) => {
  if (Deno) {
    const server = Deno.serve({ ...loopback, onListen: () => undefined }, handler)
    return { port: server.addr.port, close: () => server.shutdown() }
  }
  if (Bun) {
    const server = Bun.serve({ ...loopback, fetch: handler })
    return { port: server.port, close: () => server.stop(true) }
  }
  return listen(listenerOf(handler), tls)
}

/** What a server of a runtime does to connections, whatever the handler answers, and the checks that cannot be passed on it. */
const beyond: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Node: {},
  Bun: {
    'requests that come before any is answered are answered in their order, each by its own token':
      'Bun ends a connection on which a request comes before an asynchronous handler has answered the one before it',
  },
  Deno: {
    'a refusal leaves the body of the request unread, and the connection usable':
      'Deno ends a connection when a handler answers a request whose body it has not read',
    'a refusal leaves a body in chunks unread, and the connection usable':
      'Deno ends a connection when a handler answers a request whose body it has not read',
  },
}

// Deno writes each line of a field as it was appended.
const door = { ...fetchDoor(adapter, serve), joinsLines: runtime !== 'Deno' }
const checks = adapterConformance(door)
const failed = new Map<string, unknown>()
for (const { name, run } of checks) await run().catch((error: unknown) => failed.set(name, error))

let problems = 0
const report = (problem: string) => {
  problems += 1
  console.error(`FAILED on ${runtime}: ${problem}`)
}
const known = beyond[runtime] ?? {}
for (const [name, error] of failed) if (!(name in known)) report(`${name}: ${String(error)}`)
for (const [name, why] of Object.entries(known)) {
  if (failed.has(name)) console.log(`does not apply on ${runtime}: ${name}: ${why}`)
  else report(`${name}: it passes, or is not there any more: take it off the list`)
}
console.log(`conformance on ${runtime}: ${checks.length - failed.size} checks passed, ${problems} failed`)
if (problems > 0) process.exitCode = 1
