import { randomBytes } from 'node:crypto'
import { readEnvironment } from './environment.js'
import { sampleParts, type Part } from './parts.js'
import { partsWithTakenPort } from './ports.js'
import { offerSwitch } from './part-switch.js'
import { RunningPart } from './running-part.js'
import { RunningParts } from './running-parts.js'
import { signIn } from './sign-in.js'
import { StartError } from './start-error.js'

let observer: RunningPart | undefined
const running = new RunningParts(stopWithout)
let stopping = false

async function start(): Promise<void> {
  // A new key each time: nobody else tells the observer anything.
  const parts = sampleParts(readEnvironment(process.env), randomBytes(24).toString('base64url'))
  const taken = await partsWithTakenPort(Object.values(parts))
  if (taken.length > 0) {
    const lines = taken.map(
      ({ name, port, portVariable }) =>
        `Port ${port} (${name}) is taken. Stop what listens there, or choose another: ${portVariable}=${anotherPort(port)} npm start`,
    )
    throw new StartError(lines.join('\n'))
  }

  // One after the other, so that each finds the parts that it needs; the applications need nobody to start.
  observer = new RunningPart(parts.observer, undefined, true)
  void observer.ended.then((code) => stopWithout(parts.observer, code))
  await observer.ready
  await running.run(parts.authorizationServer)
  await running.run(parts.drive)
  await running.run(parts.photoPrint, parts.docSign)
  offerSwitch(observer.process, running, (error) => process.stderr.write(`${explain(error)}\n`))

  const account = { email: 'alice@example.com', password: 'password' }
  const scope = 'files.read files.write files.delete files.share'
  const token = await signIn({
    issuer: parts.authorizationServer.url,
    resource: parts.drive.url,
    scope,
    ...account,
  })
  process.stdout.write(welcome(parts, token))
}

const anotherPort = (port: number) => (port < 55_000 ? port + 10_000 : port - 10_000)

const welcome = (parts: ReturnType<typeof sampleParts>, token: string) => `
The sample system is running.

  authorization server  ${parts.authorizationServer.url}   alice@example.com and bob@example.com, password: password
  drive files API       ${parts.drive.url}   GET /files needs files.read, POST files.write, DELETE files.delete
  Drive                 ${parts.drive.url}/drive   the same files in a browser: folders, sharing, and which apps have access
  Photo Print           ${parts.photoPrint.url}   open it in a browser: an application that wants to see Alice's photos
  Doc Sign              ${parts.docSign.url}   another one: no password the second time
  what just happened    ${parts.observer.url}   every step of the protocols, as a sequence diagram

Alice's files, with a fresh access token of hers:

  curl -H 'Authorization: Bearer ${token}' ${parts.drive.url}/files

For a new token, start again; docs/learn.md shows how to get one by hand, also as Bob.

Ctrl-C stops everything; the files stay.
`

async function stopAll(exitCode: number): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.all([observer?.stop(), running.close()])
  process.exit(exitCode)
}

/** Half a system would only puzzle, unless somebody has asked for it. */
function stopWithout(part: Part, code: number | null): void {
  if (!stopping) process.stderr.write(`${part.name} ended (exit code ${code ?? 'none'}); everything stops.\n`)
  void stopAll(1)
}

function explain(error: unknown): string {
  if (error instanceof StartError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopAll(0))

start().catch((error: unknown) => {
  if (!stopping) process.stderr.write(`${explain(error)}\n`)
  return stopAll(1)
})
